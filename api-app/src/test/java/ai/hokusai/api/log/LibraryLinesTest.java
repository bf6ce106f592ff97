package ai.hokusai.api.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LibraryLinesTest {
  private static final Instant MINUTE = Instant.parse("2026-11-24T10:00:00Z");

  private final LoggerContext context = new LoggerContext();
  private final LibraryLines lines = new LibraryLines();

  @Test
  void passesAFewLinesOfEachLoggerInAMinuteAndCountsTheRest() {
    assertThat(admitted("a", MINUTE, 25)).isEqualTo(10);
    assertThat(admitted("b", MINUTE.plusSeconds(59), 5)).isEqualTo(5);
    assertThat(lines.suppressed()).isEqualTo(15);
    assertThat(admitted("a", MINUTE.plusSeconds(60), 11)).isEqualTo(10);
    assertThat(lines.suppressed()).isEqualTo(16);
  }

  private int admitted(String logger, Instant at, int count) {
    int admitted = 0;
    for (int i = 0; i < count; i++) {
      var event = new LoggingEvent(
          "fqcn", context.getLogger(logger), Level.WARN, "text", null, new Object[0]);
      event.setInstant(at);
      if (lines.permits(event)) {
        admitted++;
      }
    }
    return admitted;
  }
}
