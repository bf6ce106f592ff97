package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.redis.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The lines in {@code docs/operations.md} against those with which the jar begins. */
final class FirstLinesIT {
  private static final Path PAGE = Path.of("..", "docs", "operations.md");
  private static final Pattern SAMPLE = Pattern.compile("(?s)```text\n(\\d{4}-.*?)```");

  private final List<String> samples;

  FirstLinesIT() throws IOException {
    samples = SAMPLE
        .matcher(Files.readString(PAGE))
        .results()
        .map(each -> each.group(1))
        .toList();
  }

  @Test
  void ofAStartAreThoseOfTheDocument() {
    try (var incident = new Incident();
        var app = RunningApp.launch(
            LoopbackPort.free(),
            incident.environmentWith("LOG_FORMAT", "text"),
            Incident.ENDPOINT)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> app.output().contains("/health, "));
      assertThat(comparable(app.output())).isEqualTo(comparable(samples.get(0)));
    }
  }

  @Test
  void ofARefusedStartAreThoseOfTheDocument() {
    FinishedApp refused = FinishedApp.run(Map.of("LOG_FORMAT", "text"));
    assertThat(refused.exitCode()).isEqualTo(78);
    assertThat(comparable(refused.out())).isEqualTo(comparable(samples.get(1)));
  }

  /** Without the times and ports, which differ from run to run, and the number of all settings. */
  private static String comparable(String lines) {
    return lines
        .replaceAll("(?m)^[0-9T:.-]+Z ", "TIME ")
        .replaceAll("of \\d+ settings", "of N settings")
        .replaceAll("durationMs=\\d+", "durationMs=N")
        .replaceAll("\\d+\\.\\d s", "N s")
        .replaceAll("(amazonaws.com|localhost):\\d+", "$1:PORT");
  }
}
