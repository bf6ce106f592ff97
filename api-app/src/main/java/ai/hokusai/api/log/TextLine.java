package ai.hokusai.api.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.health.classify.Trace;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/** An event as one line for people at a terminal: the time here, the level, the message, the rest. */
final class TextLine implements LineFormat {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  @Override
  public byte[] line(ILoggingEvent event, String message) {
    var line = new StringBuilder(256);
    TIME.formatTo(event.getInstant().atZone(ZoneId.systemDefault()), line);
    line.append(' ').append(event.getLevel().toString()).append(' ');
    line.append(onOneLine(message));
    for (KeyValuePair pair :
        Objects.requireNonNullElse(event.getKeyValuePairs(), List.<KeyValuePair>of())) {
      if (pair.value != null && !(pair.value instanceof Trace)) {
        line.append(' ').append(pair.key).append('=').append(quoted(pair.value.toString()));
      }
    }
    line.append('\n');
    Trace trace = Stack.of(event);
    if (trace != null) {
      line.append(trace.text());
    }
    return line.toString().getBytes(UTF_8);
  }

  private static String quoted(String value) {
    String text = onOneLine(value);
    return text.indexOf(' ') < 0 ? text : '"' + text + '"';
  }

  /** A line end or escape in a text from outside would forge a line or steer the terminal. */
  private static String onOneLine(String text) {
    var clean = new StringBuilder(text.length());
    text.chars().forEach(c -> clean.append(Character.isISOControl(c) ? '?' : (char) c));
    return clean.toString();
  }
}
