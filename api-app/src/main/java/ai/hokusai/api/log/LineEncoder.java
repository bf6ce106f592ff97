package ai.hokusai.api.log;

import ai.hokusai.api.config.LogSettings;
import ai.hokusai.api.format.ShownSetting;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.source.Redaction;
import ai.hokusai.health.classify.Trace;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;

/**
 * Encodes an event as one line. Keeps only the template of a library's message, whose arguments may contain
 * text of a client. Redacts known secrets in every text. Immutable.
 */
final class LineEncoder {
  private static final String OWN_LOGGERS = "ai.hokusai";
  // Constant names, which rules and alarms compare.
  private static final String EVENT = "event";

  private final LineFormat format;
  private final Redaction redaction;

  LineEncoder(LogSettings.Format format, List<Secret> secrets) {
    this.format = switch (format) {
      case JSON -> new JsonLine();
      case TEXT -> new TextLine();
    };
    this.redaction = new Redaction(secrets);
  }

  /** Returns true if this software logs the event. */
  static boolean isOwn(ILoggingEvent event) {
    return event.getLoggerName().startsWith(OWN_LOGGERS);
  }

  byte[] encode(ILoggingEvent event) {
    String message = isOwn(event) ? event.getFormattedMessage() : event.getMessage();
    return format.line(event, redaction.of(Objects.requireNonNullElse(message, "")), pairs(event));
  }

  private List<KeyValuePair> pairs(ILoggingEvent event) {
    List<KeyValuePair> pairs = new ArrayList<>();
    if (!isOwn(event)) {
      pairs.add(new KeyValuePair("logger", event.getLoggerName()));
    }
    List<KeyValuePair> given = Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
    for (KeyValuePair pair : given) {
      if (pair.value != null && !(pair.value instanceof Trace)) {
        pairs.add(
            isOwn(event) && pair.key.equals(EVENT)
                ? pair
                : new KeyValuePair(redaction.of(pair.key), redacted(pair.value)));
      }
    }
    return pairs;
  }

  private Object redacted(Object value) {
    if (value instanceof Number || value instanceof Boolean || value instanceof Enum<?>) {
      return value;
    }
    if (value instanceof Iterable<?> values) {
      List<Object> all = new ArrayList<>();
      values.forEach(each -> all.add(redacted(each)));
      return all;
    }
    if (value instanceof Map<?, ?> values) {
      Map<String, Object> all = new LinkedHashMap<>();
      values.forEach((name, each) -> all.put(redaction.of(String.valueOf(name)), redacted(each)));
      return all;
    }
    return value instanceof ShownSetting setting
        ? setting.withValue(redaction.of(setting.value()))
        : redaction.of(String.valueOf(value));
  }
}
