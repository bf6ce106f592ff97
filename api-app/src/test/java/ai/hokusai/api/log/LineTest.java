package ai.hokusai.api.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.LogSettings.Format;
import ai.hokusai.config.source.Secret;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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
  void isOneLineForPeopleToo() {
    var event = event("ai.hokusai.health", "redis\r\nis\u001b[31m down", null);
    event.addKeyValuePair(new KeyValuePair("code", "AUTH_FAILED"));
    event.addKeyValuePair(new KeyValuePair("remedy", "set\nthe token"));
    event.addKeyValuePair(new KeyValuePair("nothing", null));
    assertThat(line(Format.TEXT, event).substring("hh:mm:ss.SSS ".length()))
        .isEqualTo("ERROR redis??is?[31m down code=AUTH_FAILED remedy=\"set?the token\"\n");
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

  @Test
  void holdsNoSecretThatALibrarySays() {
    for (String spelling : new String[] {
      "Correct Horse&Battery", "Correct+Horse%26Battery", "Correct%20Horse%26Battery"
    }) {
      var event = event("org.eclipse.jetty.server", "bad request: " + spelling + "!", null);
      for (Format format : Format.values()) {
        assertThat(line(format, event)).contains("bad request: ***!").doesNotContain("Horse");
      }
    }
  }

  private String line(Format format, ILoggingEvent event) {
    return new String(Logging.encoder(context, format, List.of(SECRET)).encode(event), UTF_8);
  }

  private LoggingEvent event(String logger, String message, @Nullable Throwable thrown) {
    var event = new LoggingEvent(
        "fqcn", context.getLogger(logger), Level.ERROR, message, thrown, new Object[0]);
    event.setInstant(Instant.parse("2026-11-24T10:00:00.12Z"));
    return event;
  }
}
