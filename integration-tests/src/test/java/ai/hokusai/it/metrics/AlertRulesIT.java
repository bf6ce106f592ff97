package ai.hokusai.it.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.neighbours.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules in {@code docs/alerts.yml}, as Prometheus evaluates them. */
final class AlertRulesIT {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");

  private static Program promtool;

  @BeforeAll
  static void needsPromtool() {
    promtool = Program.installed("prometheus", "promtool");
  }

  @Test
  void areUnderstoodByPrometheus() {
    assertThat(promtool.run("", "check", "rules", DOCS.resolve("alerts.yml").toString()))
        .contains("SUCCESS: 17 rules found");
  }

  @Test
  void doInAnOutageWhatTheirTestsSay() {
    assertThat(promtool.run("", "test", "rules", DOCS.resolve("alerts-test.yml").toString()))
        .contains("SUCCESS");
  }

  @Test
  void haveATestEach() throws IOException {
    List<String> alerts = ALERT
        .matcher(Files.readString(DOCS.resolve("alerts.yml")))
        .results()
        .map(each -> each.group(1))
        .toList();
    String tests = Files.readString(DOCS.resolve("alerts-test.yml"));
    assertThat(alerts)
        .hasSize(17)
        .allSatisfy(alert -> assertThat(tests)
            .containsPattern("alertname: " + alert + "\n +exp_alerts:( &\\S+)?\n"));
  }
}
