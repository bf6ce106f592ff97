package ai.hokusai.api.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.LogSettings.Format;
import ai.hokusai.api.format.ShownSetting;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Secret;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

final class LineTest {
  private static final Secret SECRET = Secret.of("Correct Horse&Battery");

  private final LoggerContext context = new LoggerContext();

  @Test
  void hasFlatFields() {
    var event = event("ai.hokusai.health", "redis is \"down\"", null);
    event.addKeyValuePair(new KeyValuePair("event", "health.transition"));
    event.addKeyValuePair(new KeyValuePair("durationMs", 3L));
    event.addKeyValuePair(new KeyValuePair("critical", true));
    event.addKeyValuePair(new KeyValuePair("diagnostics", List.of("A", 2)));
    event.addKeyValuePair(new KeyValuePair("code", Level.WARN));
    event.addKeyValuePair(new KeyValuePair("nothing", null));
    event.addKeyValuePair(new KeyValuePair("message", "another"));
    assertThat(line(Format.JSON, event))
        .isEqualTo("{\"timestamp\":\"2026-11-24T10:00:00.120Z\",\"level\":\"ERROR\","
            + "\"logger\":\"ai.hokusai.health\",\"event\":\"health.transition\",\"durationMs\":3,"
            + "\"critical\":true,\"diagnostics\":[\"A\",2],\"code\":\"WARN\","
            + "\"message\":\"redis is \\\"down\\\"\"}\n");
  }

  @Test
  void nestsSettingsInJsonAndOmitsThemInText() {
    var event = event("ai.hokusai.api", "redis disabled; 1 of 40 settings are set", null);
    var file = new ShownSetting("***", Origin.file("REDIS_AUTH_TOKEN_FILE"), List.of());
    var text = new ShownSetting("Correct Horse&Battery", Origin.variable("API_HOST"), List.of());
    for (var setting : Map.of("REDIS_AUTH_TOKEN", file, "API_HOST", text).entrySet()) {
      event.setKeyValuePairs(List.of(new KeyValuePair("settings", Map.ofEntries(setting))));
      assertThat(line(Format.TEXT, event))
          .isEqualTo("2026-11-24T10:00:00.120Z ERROR redis disabled; 1 of 40 settings are set\n");
    }
    event.setKeyValuePairs(List.of(new KeyValuePair("settings", Map.of("API_HOST", text))));
    assertThat(line(Format.JSON, event))
        .contains(",\"settings\":{\"API_HOST\":{\"value\":\"***\",\"origin\":"
            + "{\"kind\":\"variable\",\"variable\":\"API_HOST\"}}},");
    event.setKeyValuePairs(List.of(new KeyValuePair("settings", Map.of("REDIS_AUTH_TOKEN", file))));
    assertThat(line(Format.JSON, event))
        .contains(",\"settings\":{\"REDIS_AUTH_TOKEN\":{\"value\":\"***\",\"origin\":"
            + "{\"kind\":\"variable\",\"variable\":\"REDIS_AUTH_TOKEN_FILE\",\"file\":true}}},");
  }

  @Test
  void isOneLineForPeopleToo() {
    var event = event("ai.hokusai.health", "redis\r\nis\u001b[31m down", null);
    event.addKeyValuePair(new KeyValuePair("event", "health.transition"));
    event.addKeyValuePair(new KeyValuePair("check", "redis"));
    event.addKeyValuePair(new KeyValuePair("code", "AUTH_FAILED"));
    event.addKeyValuePair(new KeyValuePair("remedy", "set\nthe token"));
    event.addKeyValuePair(new KeyValuePair("nothing", null));
    assertThat(line(Format.TEXT, event))
        .isEqualTo(
            "2026-11-24T10:00:00.120Z"
                + " ERROR \"redis\\r\\nis\\u001b[31m down\" code=AUTH_FAILED remedy=\"set\\nthe token\"\n");
  }

  @Test
  void holdsTheStackOfAnExceptionAndNeverItsMessage() {
    var cause = new IllegalArgumentException(SECRET.<String>reveal(secret -> secret));
    var event = event("ai.hokusai.api.http", "failed", new IllegalStateException("inner", cause));
    for (Format format : Format.values()) {
      assertThat(line(format, event))
          .contains("java.lang.IllegalStateException")
          .contains("caused by java.lang.IllegalArgumentException")
          .contains("at ai.hokusai.api.log.LineTest.holdsTheStack")
          .doesNotContain("Horse", "inner");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\" event=startup.refused code=\"AUTH_FAILED",
        "a event=startup.refused",
        "a\\\" event=startup.refused",
        "a\n12:00:00.000 ERROR start refused",
        "a\u2028b\u2029c\u0085d",
        "a\u202eb\u2066c\u200fd\ufeffe\u00adf",
        "a\u001b[2Kb\u009b2Kc\u007fd\u0000e",
        "a\ud800b\ue000c\udbff\udffdd"
      })
  void cannotBeForgedByAText(String text) {
    var inMessage = event("ai.hokusai.health", text, null);
    var inValue = event("ai.hokusai.health", "plain", null);
    inValue.addKeyValuePair(new KeyValuePair("address", text));
    for (var event : List.of(inMessage, inValue)) {
      for (Format format : Format.values()) {
        String line = line(format, event);
        assertThat(line.strip()).as("%s", format).matches("[\\x20-\\x7e]+");
        assertThat(outsideQuotes(line)).doesNotContain("startup.refused");
      }
    }
  }

  private static String outsideQuotes(String line) {
    return line.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "");
  }

  @Test
  void holdsTheTemplateOfALibrarysMessageAndNoArgument() {
    var event = new LoggingEvent(
        "fqcn",
        context.getLogger("org.eclipse.jetty.util.HostPort"),
        Level.WARN,
        "Bad Authority: [{}]",
        null,
        new Object[] {"x?text of a caller"});
    event.setInstant(Instant.parse("2026-11-24T10:00:00.12Z"));
    assertThat(line(Format.JSON, event))
        .isEqualTo("{\"timestamp\":\"2026-11-24T10:00:00.120Z\",\"level\":\"WARN\","
            + "\"logger\":\"org.eclipse.jetty.util.HostPort\","
            + "\"message\":\"Bad Authority: [{}]\"}\n");
    assertThat(line(Format.TEXT, event))
        .endsWith(" WARN Bad Authority: [{}] logger=org.eclipse.jetty.util.HostPort\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.eclipse.jetty.server", "ai.hokusai.api"})
  void holdsNoSecretInMessageKeyOrValue(String logger) {
    var event = event(logger, "bad request: Correct Horse&Battery!", null);
    event.addKeyValuePair(new KeyValuePair("header", "Bearer correct+horse%26battery"));
    event.addKeyValuePair(new KeyValuePair("parts", List.of("x", "rrect Horse&B")));
    event.addKeyValuePair(new KeyValuePair("Correct Horse&Battery", 1));
    assertThat(line(Format.JSON, event))
        .contains("\"message\":\"bad request: ***!\"")
        .contains("\"header\":\"Bearer ***\",\"parts\":[\"x\",\"***\"],\"***\":1");
    assertThat(line(Format.TEXT, event))
        .contains("bad request: ***!")
        .contains("header=\"Bearer ***\" parts=x,*** ___=1");
  }

  @Test
  void keepsTheNameOfAnEventWhateverTheSecretIs() {
    var event = event("ai.hokusai.health", "changed", null);
    event.addKeyValuePair(new KeyValuePair("event", "health.transition"));
    var encoder = new LineEncoder(Format.JSON, List.of(Secret.of("health.transition")));
    assertThat(new String(encoder.encode(event), UTF_8))
        .contains("\"event\":\"health.transition\"");
  }

  private String line(Format format, ILoggingEvent event) {
    return new String(new LineEncoder(format, List.of(SECRET)).encode(event), UTF_8);
  }

  private LoggingEvent event(String logger, String message, @Nullable Throwable thrown) {
    var event = new LoggingEvent(
        "fqcn", context.getLogger(logger), Level.ERROR, message, thrown, new Object[0]);
    event.setInstant(Instant.parse("2026-11-24T10:00:00.12Z"));
    return event;
  }
}
