package ai.hokusai.it.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.it.app.FinishedApp;
import ai.hokusai.it.process.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Validates {@code check --format sarif} under the schema and the GitHub rules of the SARIF multitool. */
final class SarifIT {
  private static final Path MULTITOOL = Path.of("/usr/local/bin/sarif-multitool");

  @Test
  void codeScanningAcceptsEveryResult() throws IOException {
    Map<String, String> environment =
        Map.of("REDIS_URL", "127.0.0.1:1", "API_HOST", "*", "REDIS_POOL_MIN", "1");
    String log = validated(environment, "--sarif-artifact", "ecs/task definition.json");
    assertThat(log).contains("\"uri\" : \"ecs/task%20definition.json\"");
  }

  @Test
  void codeScanningAcceptsEveryResultOfDocuments() throws IOException {
    Path document =
        Path.of("../api-app/src/test/resources/ai/hokusai/api/document/every-code.json");
    assertThat(validated(Map.of(), "--task-definition", document.toString()))
        .contains("\"startColumn\"");
  }

  private static String validated(Map<String, String> environment, String... options)
      throws IOException {
    assumeTrue(
        Files.isExecutable(MULTITOOL),
        MULTITOOL + " is missing: .ci/run installs it where npm answers");
    FinishedApp check = FinishedApp.run(
        environment,
        Stream.concat(Stream.of("check", "--format", "sarif"), Stream.of(options))
            .toArray(String[]::new));
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
    return check.out();
  }
}
