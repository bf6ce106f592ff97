package ai.hokusai.api.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.health.classify.Trace;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** An event as one line for a terminal: local time, level, message, keys with values. */
final class TextLine implements LineFormat {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  @Override
  public byte[] line(ILoggingEvent event, String message, List<KeyValuePair> pairs) {
    var line = new StringBuilder(256);
    TIME.formatTo(event.getInstant().atZone(ZoneId.systemDefault()), line);
    line.append(' ').append(event.getLevel().toString()).append(' ');
    line.append(Printable.message(message));
    for (KeyValuePair pair : pairs) {
      line.append(' ').append(Printable.key(pair.key)).append('=');
      line.append(Printable.value(pair.value.toString()));
    }
    line.append('\n');
    Trace trace = Stack.of(event);
    if (trace != null) {
      line.append(trace.text());
    }
    return line.toString().getBytes(UTF_8);
  }
}
