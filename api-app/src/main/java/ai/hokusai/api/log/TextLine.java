package ai.hokusai.api.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.health.classify.Trace;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.event.KeyValuePair;

/**
 * Formats an event as one short line for a terminal: time, level, message, and the keys that the message does not
 * restate.
 */
final class TextLine implements LineFormat {
  private static final Set<String> RESTATED = Set.of(
      "event",
      "check",
      "from",
      "to",
      "redis",
      "settings",
      "url",
      "host",
      "port",
      "maxConnections",
      "releaseId",
      "instanceId");

  @Override
  public byte[] line(ILoggingEvent event, String message, List<KeyValuePair> pairs) {
    var line = new StringBuilder(256);
    line.append(JsonLine.TIMESTAMP.format(event.getInstant()));
    line.append(' ').append(event.getLevel().toString()).append(' ');
    line.append(Printable.message(message));
    for (KeyValuePair pair : pairs) {
      String value = text(pair.value);
      if (!RESTATED.contains(pair.key) && !value.isEmpty()) {
        line.append(' ').append(Printable.key(pair.key)).append('=');
        line.append(Printable.value(value));
      }
    }
    line.append('\n');
    Trace trace = Stack.of(event);
    if (trace != null) {
      line.append(trace.text());
    }
    return line.toString().getBytes(UTF_8);
  }

  private static String text(Object value) {
    return value instanceof List<?> values
        ? values.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value.toString();
  }
}
