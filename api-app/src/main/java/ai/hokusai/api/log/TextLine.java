package ai.hokusai.api.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.health.classify.Trace;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/** Formats an event as one line for a terminal: local time, level, message, keys with values. */
final class TextLine implements LineFormat {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  @Override
  public byte[] line(ILoggingEvent event, String message, List<KeyValuePair> pairs) {
    var line = new StringBuilder(256);
    TIME.formatTo(event.getInstant().atZone(ZoneId.systemDefault()), line);
    line.append(' ').append(event.getLevel().toString()).append(' ');
    line.append(Printable.message(message));
    for (KeyValuePair pair : pairs) {
      append(line, pair.key, pair.value);
    }
    line.append('\n');
    Trace trace = Stack.of(event);
    if (trace != null) {
      line.append(trace.text());
    }
    return line.toString().getBytes(UTF_8);
  }

  private static void append(StringBuilder line, String key, Object value) {
    if (value instanceof Map<?, ?> values) {
      values.forEach((name, each) -> append(line, name.toString(), each));
    } else {
      line.append(' ').append(Printable.key(key)).append('=');
      line.append(Printable.value(value.toString()));
    }
  }
}
