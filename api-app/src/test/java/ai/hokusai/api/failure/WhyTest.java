package ai.hokusai.api.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.cli.Cli;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command {@code why} on failures, each a folder with documents in the form of AWS and the
 * expected text. {@code -Dgolden.update} writes the texts; review the difference.
 */
final class WhyTest {
  private static final Path CASES =
      Path.of("src", "test", "resources", "ai", "hokusai", "api", "failure");
  private static final String EXPECTED = "expected.txt";
  private static final String SECRET = "Correct-Horse-Battery-9";
  // What identifies service, release, task and log is shown.
  private static final Set<String> IDENTITIES = Set.of(
      "serviceArn",
      "serviceName",
      "taskArn",
      "taskDefinition",
      "taskDefinitionArn",
      "family",
      "group",
      "triggeredAlarmNames",
      "resources",
      "awslogs-group");

  @TempDir
  private Path folder;

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList().stream();
    }
  }

  private static List<Path> inputs(Path test) throws IOException {
    try (Stream<Path> files = Files.list(test)) {
      return files
          .filter(each -> !each.getFileName().toString().equals(EXPECTED))
          .sorted()
          .toList();
    }
  }

  private record Run(int exitCode, String out, String err) {}

  private static Run why(String stdin, Stream<Path> files) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(stdin.getBytes(UTF_8));
    String[] all =
        Stream.concat(Stream.of("why"), files.map(Path::toString)).toArray(String[]::new);
    int code = new Cli(Map.of(), in, out, err).run(all);
    return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void explains(Path test) throws IOException {
    Run run = why("", inputs(test).stream());

    assertThat(run.err()).isEmpty();
    String actual = run.out() + "exit code " + run.exitCode() + "\n";
    Path expected = test.resolve(EXPECTED);
    if (System.getProperty("golden.update") != null) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void explainsTheSameInAnyOrder(Path test) throws IOException {
    List<Path> reversed = new ArrayList<>(inputs(test));
    Collections.reverse(reversed);

    assertThat(why("", reversed.stream())).isEqualTo(why("", inputs(test).stream()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refused-with-log",
        "secret-not-readable",
        "health-path-404",
        "alarm",
        "no-capacity"
      })
  void showsNoOtherTextOfADocument(String test) throws IOException {
    List<Path> files = inputs(CASES.resolve(test));
    for (Path planted : files) {
      JsonNode root = new ObjectMapper().readTree(planted.toFile());
      List<JsonPointer> places = new ArrayList<>();
      collect(root, JsonPointer.empty(), places);
      assertThat(places).hasSizeGreaterThan(5);
      for (JsonPointer place : places) {
        Path changed = Files.writeString(
            folder.resolve("planted.json"), planted(root, place).toString());
        Run run = why("", files.stream().map(each -> each.equals(planted) ? changed : each));
        assertThat(run.out() + run.err())
            .as("%s %s", planted.getFileName(), place)
            .doesNotContain("Correct-", "Horse", "tery-9");
      }
    }
  }

  private static void collect(JsonNode node, JsonPointer place, List<JsonPointer> places) {
    if (node.isValueNode()) {
      places.add(place);
    }
    boolean isRelease = node.path("name").asText().equals("RELEASE_ID");
    node.properties().forEach(field -> {
      boolean isShown = IDENTITIES.contains(field.getKey()) && !field.getValue().isObject();
      if (!isShown && !isRelease) {
        collect(field.getValue(), place.appendProperty(field.getKey()), places);
      }
    });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), place.appendIndex(i), places);
    }
  }

  private static JsonNode planted(JsonNode root, JsonPointer place) {
    JsonNode copy = root.deepCopy();
    JsonNode parent = copy.at(place.head());
    if (parent instanceof ArrayNode array) {
      array.set(place.last().getMatchingIndex(), SECRET);
    } else {
      ((ObjectNode) parent).put(place.last().getMatchingProperty(), SECRET);
    }
    return copy;
  }

  @Test
  void readsStdin() throws IOException {
    String tasks = Files.readString(CASES.resolve("killed-at-stop-timeout").resolve("tasks.json"));

    Run run = why(tasks, Stream.of(Path.of("-")));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("error[TASK_KILLED]");
  }

  @Test
  void readsTheLinesOfALogThatAreWhole() throws IOException {
    String log = "text of another program\n{\"cut off\": \n"
        + Files.readString(CASES.resolve("events-and-lines").resolve("events.jsonl"))
        + "{\"event\":\"startup.ref";

    Run run = why(log, Stream.of(Path.of("-")));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("3 tasks  exit code 78", "error[TASK_REFUSED]");
  }

  @Test
  void explainsALogAlone() throws IOException {
    Path log = CASES.resolve("events-and-lines").resolve("service.log");

    Run run = why("", Stream.of(log));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("refused       the service did not start\n      error[AUTH_FAILED]: ")
        .contains("        from: startup.refused of release 2026-11-24-1 at 10:36:44\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "not JSON with Correct-Horse-Battery-9",
        "{\"tasks\": [",
        "[]",
        "{}",
        "{\"tasks\": 7}x",
        "{\"unknown\": \"Correct-Horse-Battery-9\"}"
      })
  void rejectsWhatDescribesNoDeployment(String text) {
    Run run = why(text, Stream.of(Path.of("-")));

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: ").doesNotContain("Horse");
  }

  @Test
  void doesNotUseAnEventOfOtherSoftware() throws IOException {
    Path test = CASES.resolve("refused-with-log");
    Path log = Files.writeString(
        folder.resolve("log.json"),
        Files.readString(test.resolve("log.json")).replace("ai.hokusai.api", "com.example"));

    Run run = why("", Stream.of(test.resolve("tasks.json"), log));

    assertThat(run.out()).contains("error[TASK_REFUSED]").doesNotContain("AUTH_FAILED");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void saysThatTheInputHasSeveralServices() throws IOException {
    Path test = CASES.resolve("killed-at-stop-timeout");
    Path other = Files.writeString(
        folder.resolve("other.json"),
        Files.readString(test.resolve("tasks.json"))
            .replace("service:hokusai-api", "service:billing")
            .replace("ecs-svc/7420000000000000143", "ecs-svc/1")
            .replace("b2c3", "ffff"));

    Run run = why("", Stream.concat(inputs(test).stream(), Stream.of(other)));

    assertThat(run.out()).contains("note: the input has several services: ", "billing");
  }

  /** The script with a stand-in for the aws CLI, which prints the documents of a failure. */
  @Test
  void theScriptCollectsWhatItReads() throws Exception {
    Path documents = CASES.resolve("refused-with-log").toAbsolutePath();
    Path aws = Files.writeString(folder.resolve("aws"), """
        #!/bin/sh
        case "$*" in
          *--query*describe* | *list-service-deployments*) echo arn:1 arn:2 ;;
          *list-tasks*) printf 'arn:1\\tarn:2\\n' ;;
          *--query*) printf 'hokusai-api:141\\thokusai-api:143\\n' ;;
          *describe-service-deployments*) cat %1$s/deployment.json ;;
          *describe-services*) cat %1$s/services.json ;;
          *describe-tasks*) cat %1$s/tasks.json ;;
          *describe-task-definition*141*) cat %1$s/old.json ;;
          *describe-task-definition*) cat %1$s/new.json ;;
          *filter-log-events*) cat %1$s/log.json ;;
        esac
        """.formatted(documents));
    assertThat(aws.toFile().setExecutable(true)).isTrue();
    Path collected = folder.resolve("collected");

    assertThat(collect(collected)).isZero();

    Run run = why("", inputs(collected).stream());
    assertThat(run.out() + "exit code " + run.exitCode() + "\n")
        .isEqualTo(Files.readString(documents.resolve(EXPECTED)));
  }

  @Test
  void theScriptFailsWhereEveryCommandFails() throws Exception {
    Path aws = Files.writeString(folder.resolve("aws"), "#!/bin/sh\nexit 255\n");
    assertThat(aws.toFile().setExecutable(true)).isTrue();

    assertThat(collect(folder.resolve("collected"))).isEqualTo(1);
  }

  private int collect(Path directory) throws Exception {
    var builder = new ProcessBuilder(
        "sh",
        Path.of("..", "docs", "ecs", "collect.sh").toString(),
        "hokusai-development",
        "hokusai-api",
        "/hokusai/development/api",
        directory.toString());
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    Process process = builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeHasItsSection(FailureCode code) throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "diagnostics.md"))
            .replaceAll("(?<!\n)\n(?!\n)", " "))
        .contains(
            "\n### %s\n\nError: %s.\n\nFix: %s.".formatted(code, code.message(), code.remedy()));
  }

  @Test
  void noSectionIsLeftOver() throws IOException {
    String sections = Files.readString(Path.of("..", "docs", "diagnostics.md"))
        .split("\n## Failed deployments\n", 2)[1]
        .split("\n## After a deployment\n", 2)[0];
    assertThat(sections.lines().filter(each -> each.startsWith("### ")))
        .containsExactlyElementsOf(
            Arrays.stream(FailureCode.values()).map(each -> "### " + each).toList());
  }

  @Test
  void thePageShowsTheTextOfAnExample() throws IOException {
    String expected = Files.readString(CASES.resolve("refused-with-log").resolve(EXPECTED));
    assertThat(Files.readString(Path.of("..", "docs", "why.md")))
        .contains("```text\n" + expected.replaceFirst("exit code \\d\n$", "") + "```\n");
  }
}
