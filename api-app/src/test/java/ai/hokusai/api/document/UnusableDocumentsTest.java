package ai.hokusai.api.document;

import static ai.hokusai.api.document.Documents.sample;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.document.Documents.Run;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that cannot be used end the check with exit code 3 and a message without their text. */
final class UnusableDocumentsTest {
  private static final String FILE = "error: the file of --task-definition ";
  private static final String JSON =
      "; cdk synth, ecspresso render taskdef and terraform show -json print documents that are read\n";

  private static final String INCIDENT = sample("00-incident.json");

  @TempDir
  private Path folder;

  static Stream<Arguments> documents() {
    return Map.ofEntries(
            Map.entry("", FILE + "is empty\n"),
            Map.entry(" \n", FILE + "is empty\n"),
            Map.entry("Correct-Horse", FILE + "is not YAML: see line 1, column 1" + JSON),
            Map.entry("{\"a\": Correct-Horse}", FILE + "is not JSON: see line 1, column 7" + JSON),
            Map.entry("{\n \"a\": \"Correct", FILE + "is not JSON: see line 2, column 15" + JSON),
            Map.entry("{} Correct-Horse", FILE + "is not JSON: see line 1, column 4" + JSON),
            Map.entry("{} {}", FILE + "continues after its JSON value: see line 1, column 4\n"),
            Map.entry(
                "[".repeat(10_000),
                FILE
                    + "is nested deeper than 100 levels, or has a number of more than 1000 digits\n"),
            Map.entry(
                "[" + "1".repeat(2_000) + "]",
                FILE
                    + "is nested deeper than 100 levels, or has a number of more than 1000 digits\n"),
            Map.entry(
                "[" + "0,".repeat(300_000) + "0]",
                "error: the file task.json has more than 200000 values\n"),
            Map.entry(
                "{\n \"Correct-Horse\": 1,\n \"Correct-Horse\": 2}",
                "error: a name is in one object twice: see task.json:3:2\n"),
            Map.entry(
                "[{\"image\": \"i\", \"environment\": {\"REDIS_URL\": \"Correct-Horse\"}}]",
                "error: environment and secrets are lists of objects with a name: see"
                    + " task.json:1:32\n"),
            Map.entry(
                "[{\"image\": \"i\", \"secrets\": [\"Correct-Horse\"]}]",
                "error: environment and secrets are lists of objects with a name: see"
                    + " task.json:1:29\n"))
        .entrySet()
        .stream()
        .map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theMessageHasThePositionAndNoText(String document, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("task.json"), document);
    Run run = Documents.check("--task-definition", file.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().replace(folder + "/", "")).isEqualTo(message);
  }

  @Test
  void theValuesAreNotEchoedEither() throws IOException {
    Path broken =
        Files.writeString(folder.resolve("values.json"), "{\"SecretString\": Correct-Horse}");
    Run run = Documents.check(
        "--task-definition", sample("00-incident.json"), "--values", broken.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("error: the file of --values is not JSON: see line 1, column 18");
    Files.writeString(broken, "{\"Secret\": \"Correct-Horse\"}");
    assertThat(Documents.check(
                "--task-definition", sample("00-incident.json"), "--values", broken.toString())
            .err())
        .isEqualTo(
            "error: the file of --values is not output of aws ssm get-parameter, get-parameters"
                + " or get-parameters-by-path, or of aws secretsmanager get-secret-value or"
                + " batch-get-secret-value\n");
  }

  @Test
  void documentsOfAnotherKindAreRejected() {
    assertThat(Documents.check("--task-definition", INCIDENT, "--service", INCIDENT)
            .err())
        .isEqualTo(
            "error: the file of --service has no service, or several that fit the container\n");
    assertThat(Documents.check("--task-definition", INCIDENT, "--target-group", INCIDENT)
            .err())
        .isEqualTo(
            "error: the file of --target-group is neither a target group nor its attributes; aws"
                + " elbv2 describe-target-groups and describe-target-group-attributes print them\n");
  }

  @Test
  void twoValuesForOneNameAreRejected() throws IOException {
    Path other = folder.resolve("values.json");
    Files.writeString(
        other,
        Files.readString(Path.of(sample("incident-values.json")))
            .replace("master.orders", "other"));
    Run run = Documents.check(
        "--task-definition",
        sample("00-incident.json"),
        "--values",
        sample("incident-values.json"),
        "--values",
        other.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).isEqualTo("error: the files of --values have two values for one name\n");
  }

  @Test
  void aLargeOrEndlessFileIsReadToTheLimit() throws IOException {
    Path large = Files.write(folder.resolve("large.json"), new byte[(4 << 20) + 1]);
    for (String path : new String[] {large.toString(), "/dev/zero"}) {
      assertThat(Documents.check("--task-definition", path).err())
          .isEqualTo(FILE + "is larger than 4 MiB\n");
    }
  }

  @Test
  void aFileThatSendsNothingEndsAtTheTimeLimit() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Run run = Documents.check("--task-definition", pipe.toString(), "--timeout", "200ms");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).isEqualTo("error: --timeout ended while the files were read\n");
    // Ends the thread that waits for the other side of the pipe.
    Files.newOutputStream(pipe).close();
  }

  @Test
  void aMissingFileIsNotNamed() {
    for (String path : new String[] {"Correct-Horse", folder.toString(), "\0"}) {
      assertThat(Documents.check("--task-definition", path).err())
          .isEqualTo(FILE + "cannot be read\n");
    }
  }

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of(UTF_8, "\ufeff"),
        Arguments.of(UTF_16LE, "\ufeff"),
        Arguments.of(UTF_16BE, "\ufeff"));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void aByteOrderMarkShiftsNoPosition(Charset charset, String mark) throws IOException {
    String text =
        "[{\"image\":\"i\",\"environment\":[{\"name\":\"REDIS_URL\",\"value\":\"\u00e4:1\"}]}]";
    Path file = Files.write(folder.resolve("task.json"), (mark + text).getBytes(charset));
    assertThat(Documents.check("--task-definition", file.toString(), "--redis-only")
            .findings())
        .containsExactly("error HOST_NON_ASCII task.json:1:58");
  }

  @Test
  void textInAnotherEncodingIsRejected() throws IOException {
    Path file = Files.write(folder.resolve("task.json"), new byte[] {'"', (byte) 0xe4, '"'});
    assertThat(Documents.check("--task-definition", file.toString()).err())
        .isEqualTo(FILE + "is text in neither UTF-8 nor UTF-16\n");
  }

  @Test
  void optionsOfDocumentsNeedATaskDefinition() {
    for (String[] arguments : new String[][] {
      {"--values", sample("incident-values.json")},
      {"--task-definition", "-", "--values", "-"},
      {"--task-definition", "-", "--task-definition", "-"},
      {"--task-definition", "-", "--connect", "--offline"},
      {"--task-definition", "-", "--service", INCIDENT, "--redis-only"},
      {"--task-definition", "-", "--target-group", "-"},
      {"--task-definition", "-", "--parameter", "Correct-Horse"},
      {"--task-definition", "-", "--after-deploy", "--url", "https://h", "--expect-release", "1"}
    }) {
      Run run = Documents.check(arguments);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
      assertThat(run.err()).doesNotContain("Correct-Horse");
    }
  }
}
