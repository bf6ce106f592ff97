package ai.hokusai.api.log;

import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The first result and every transition of each check, as log events. Used by one thread at a time. */
public final class HealthEvents implements HealthListener {
  private static final Logger LOG = LoggerFactory.getLogger("ai.hokusai.health");

  private final Set<String> known = new HashSet<>();

  @Override
  public void checkChanged(HealthReport.Check check, Status from) {
    HealthSnapshot snapshot = check.snapshot();
    Cause cause = snapshot.cause();
    String name = check.name();
    LoggingEventBuilder event = Events.event(
            level(check), known.add(name) ? "health.first_result" : "health.transition")
        .addKeyValue("check", name)
        .addKeyValue("from", word(from))
        .addKeyValue("to", word(snapshot.status()))
        .addKeyValue("durationMs", millis(snapshot.duration()))
        .addKeyValue("consecutive", consecutive(snapshot));
    if (cause == null) {
      event.log("{} is {}", name, word(snapshot.status()));
    } else {
      describe(event, cause).log("{} is {}: {}", name, word(snapshot.status()), cause.message());
    }
  }

  private static LoggingEventBuilder level(HealthReport.Check check) {
    if (check.snapshot().status() == Status.DEGRADED) {
      return LOG.atWarn();
    }
    if (check.snapshot().cause() != null) {
      return check.isCritical() ? LOG.atError() : LOG.atWarn();
    }
    return LOG.atInfo();
  }

  /** How many results of the kind that led here came last: one of the two is always 0. */
  private static int consecutive(HealthSnapshot snapshot) {
    return Math.max(
        snapshot.tally().consecutiveSuccesses(), snapshot.tally().consecutiveFailures());
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  private static LoggingEventBuilder describe(LoggingEventBuilder event, Cause cause) {
    return event
        .addKeyValue("code", cause.code())
        .addKeyValue("class", cause.faultClass())
        .addKeyValue("remedy", cause.remedy());
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
