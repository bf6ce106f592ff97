package ai.hokusai.api.log;

import ai.hokusai.health.classify.Trace;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** Finds the stack trace of an event: a key in events of this software, the exception in those of a library. */
final class Stack {

  private Stack() {}

  static @Nullable Trace of(ILoggingEvent event) {
    if (event.getThrowableProxy() instanceof ThrowableProxy thrown) {
      return Trace.of(thrown.getThrowable());
    }
    return Objects.requireNonNullElse(event.getKeyValuePairs(), List.<KeyValuePair>of()).stream()
        .map(pair -> pair.value)
        .filter(Trace.class::isInstance)
        .map(Trace.class::cast)
        .findFirst()
        .orElse(null);
  }
}
