package ai.hokusai.it.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.it.app.FinishedApp;
import ai.hokusai.it.process.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Validates {@code check --format sarif} under the schema and the GitHub rules of the SARIF multitool. */
final class SarifIT {
  private static final Path MULTITOOL = Path.of("/usr/local/bin/sarif-multitool");

  @Test
  void codeScanningAcceptsEveryResult() throws IOException {
    assumeTrue(
        Files.isExecutable(MULTITOOL),
        MULTITOOL + " is missing: .ci/run installs it where npm answers");
    Map<String, String> environment =
        Map.of("REDIS_URL", "127.0.0.1:1", "API_HOST", "*", "REDIS_POOL_MIN", "1");
    FinishedApp check = FinishedApp.run(
        environment, "check", "--format", "sarif", "--sarif-artifact", "ecs/task definition.json");
    assertThat(check.exitCode()).isEqualTo(1);
    Path log = Scratch.file("check", ".sarif");
    Files.writeString(log, check.out());

    String report = new Program(MULTITOOL)
        .run(
            "",
            "validate",
            log.toString(),
            "--rule-kind",
            "Sarif;Ghas",
            "--level",
            "Error;Warning");

    assertThat(report).contains("1 files scanned").doesNotContain(": error ", ": warning ");
    assertThat(check.out()).contains("\"uri\" : \"ecs/task%20definition.json\"");
  }
}
