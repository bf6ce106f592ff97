package ai.hokusai.api.log;

import ai.hokusai.api.format.Json;
import ai.hokusai.health.classify.Trace;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/**
 * Formats an event as one flat JSON object: timestamp, level, logger, message, and each key of the event.
 */
final class JsonLine implements LineFormat {
  // ISO 8601 in UTC, always with three digits after the second.
  static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
  private static final int LAST_VISIBLE_ASCII = '~';
  private static final Set<String> RESERVED =
      Set.of("timestamp", "level", "logger", "message", "exception", "stack");

  @Override
  public byte[] line(ILoggingEvent event, String message, List<KeyValuePair> pairs) {
    return Json.bytes(json -> {
      // Also escapes characters that end or reverse a line at a terminal.
      json.setHighestNonEscapedChar(LAST_VISIBLE_ASCII);
      json.writeStartObject();
      json.writeStringField("timestamp", TIMESTAMP.format(event.getInstant()));
      json.writeStringField("level", event.getLevel().toString());
      json.writeStringField("logger", event.getLoggerName());
      for (KeyValuePair pair : pairs) {
        if (!RESERVED.contains(pair.key)) {
          json.writeFieldName(pair.key);
          Json.write(json, pair.value);
        }
      }
      json.writeFieldName("message");
      Json.write(json, message);
      Trace trace = Stack.of(event);
      if (trace != null) {
        json.writeStringField("exception", trace.exceptionType());
        json.writeStringField("stack", trace.text());
      }
      json.writeEndObject();
      json.writeRaw('\n');
    });
  }
}
