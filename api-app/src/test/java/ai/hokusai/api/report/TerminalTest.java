package ai.hokusai.api.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a terminal gets that nobody else does. */
final class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void isColouredUnlessDisabled() {
    assertThat(Terminal.of(true, Map.of())).isEqualTo(new Terminal(true, true));
    assertThat(Terminal.of(true, Map.of("NO_COLOR", ""))).isEqualTo(new Terminal(true, true));
    assertThat(Terminal.of(true, Map.of("NO_COLOR", "0"))).isEqualTo(new Terminal(true, false));
    assertThat(Terminal.of(true, Map.of("TERM", "dumb"))).isEqualTo(new Terminal(false, false));
    assertThat(Terminal.of(false, Map.of("FORCE_COLOR", "1"))).isEqualTo(new Terminal(false, true));
    assertThat(Terminal.of(false, Map.of("TERM", "xterm"))).isEqualTo(new Terminal(false, false));
  }

  @Test
  void isNoStreamOfATest() {
    assertThat(Terminal.of(out, Map.of())).isEqualTo(new Terminal(false, false));
  }

  @Test
  void showsTheRunningStepOnALineThatIsErased() {
    try (var progress = progress(new Terminal(true, false))) {
      progress.accept(StepName.TLS);
    }
    assertThat(out.toString(UTF_8)).isEqualTo("\r\u001b[KTLS ... 0 s\r\u001b[K");
  }

  @Test
  void showsProgressOnATerminalOnly() {
    try (var progress = progress(new Terminal(false, false))) {
      progress.accept(StepName.TLS);
    }
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  private Progress progress(Terminal terminal) {
    return new Progress(new PrintWriter(out, true, UTF_8), terminal);
  }
}
