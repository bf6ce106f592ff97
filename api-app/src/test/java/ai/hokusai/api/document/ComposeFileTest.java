package ai.hokusai.api.document;

import static ai.hokusai.api.document.Documents.check;
import static ai.hokusai.api.document.Documents.checkFrom;
import static ai.hokusai.api.document.Documents.sample;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.document.Documents.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compose files; the findings on a whole one are in {@code documents.txt}. */
final class ComposeFileTest {
  private static final String COMPOSE = sample("26-compose.yaml");

  /** The text of a variable with the variables {@code SET=s} and {@code EMPTY=}; ? is not known. */
  @ParameterizedTest
  @CsvSource({
    "redis://h:1, redis://h:1",
    "'pa$$word', 'pa$word'",
    "$SET, s",
    "${SET}, s",
    "a${SET}b$SET-c, asbs-c",
    "$NONE, ?",
    "redis://${NONE}:6379, redis://?:6379",
    "${NONE:-default}, ?",
    "${NONE-default}, ?",
    "${SET:-default}, s",
    "${EMPTY:-default}, default",
    "${EMPTY-default}, ''",
    "${EMPTY:?message}, ?",
    "${EMPTY?message}, ''",
    "${SET:?message}, s",
    "${SET:+other}, other",
    "${EMPTY:+other}, ''",
    "${EMPTY+other}, other",
    "${SET:-${NONE}}, ?",
    "${SET:-$$}, ?",
    "a$, ?",
    "${}, ?"
  })
  void variablesOfTheShellAreKnownOnlyIfTheyAreGiven(String text, String value) {
    String expected = "=" + value.replace('?', Intrinsics.HOLE);
    for (String environment : new String[] {"{V: '" + text + "'}", "['V=" + text + "']"}) {
      assertThat("=" + entry(environment).text()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{V: }', ?",
    "'{V: null}', ?",
    "[V], ?",
    "'{SET: }', s",
    "[SET], s",
    "[V=], ''",
    "'{V: 6379}', 6379",
    "'{V: true}', true",
    "'{V: yes}', ?",
    "[V=yes], yes",
    "[V=a=b], a=b"
  })
  void aVariableWithoutAValueIsThatOfTheShell(String environment, String text) {
    assertThat(entry(environment).text()).isEqualTo(text.replace('?', Intrinsics.HOLE));
  }

  @Test
  void theProgramOfAServiceIsThatOfTheContainer() {
    String file = "services: {a: {image: i, command: [run], entrypoint: /start}}";
    Node root = YamlDocument.parse(new Source("f", "w", file, null));
    Node container =
        TaskDefinition.in(root, Map.of()).get(0).containers().get(0).node();
    assertThat(container.each("command").map(Node::text)).containsExactly("run");
    assertThat(container.literal("entryPoint")).isEqualTo("/start");
  }

  private static TaskDefinition.Entry entry(String environment) {
    String file = "services: {a: {image: i, environment: " + environment + "}}";
    Node root = YamlDocument.parse(new Source("f", "w", file, null));
    TaskDefinition task =
        TaskDefinition.in(root, Map.of("SET", "s", "EMPTY", "")).get(0);
    return task.containers().get(0).entries().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "10s, true",
    "28s, true",
    "29s, false",
    "1m, false",
    "1m30s, false",
    "1h, false",
    "'29', false",
    "'${STOP}', false",
    "500ms, false",
    "'', true"
  })
  void theShutdownIsComparedWithTheGracePeriod(String period, boolean isFound) {
    String file = """
        services:
          app:
            image: i
            environment: [REDIS_HOST=h]
        """ + (period.isEmpty() ? "" : "    stop_grace_period: " + period + "\n");
    Run run = checkFrom(file, "--task-definition", "-");
    assertThat(run.findings())
        .isEqualTo(
            Stream.of("error STOP_TIMEOUT_TOO_SHORT stdin:" + (period.isEmpty() ? "3:5" : "5:24"))
                .filter(each -> isFound)
                .toList());
  }

  @Test
  void noRuleOfEcsIsApplied() {
    assertThat(check("--task-definition", COMPOSE, "--parameter", "REDIS_PORT=6379")
            .findings())
        .containsExactly(
            "error STOP_TIMEOUT_TOO_SHORT 26-compose.yaml:22:24",
            "warning VALUE_NOT_QUOTED 26-compose.yaml:13:26",
            "warning VALUE_NOT_KNOWN 26-compose.yaml:14:22",
            "warning SECRET_IN_ENVIRONMENT 26-compose.yaml:12:25");
  }

  @Test
  void theServiceIsTheOneWithVariablesOfRedisOrTheNamedOne() {
    String file = """
        services:
          app: {image: i, environment: {REDIS_URL: "redis://a:1"}, stop_grace_period: 1m}
          jobs: {build: ., environment: ["REDIS_URL=redis://b:2"], env_file: .env}
        """;
    assertThat(checkFrom(file, "--task-definition", "-").err())
        .isEqualTo("error: several containers have variables of Redis: name one of them with"
            + " --container\n");
    assertThat(checkFrom(file, "--task-definition", "-", "--container", "app").out())
        .contains("pass  configuration            redis://a:1\n");
    assertThat(checkFrom(file, "--task-definition", "-", "--container", "jobs", "--redis-only")
            .findings())
        .containsExactly("warning ENVIRONMENT_FILE_NOT_READ stdin:3:70");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Correct-Horse", "{A: [Correct-Horse]}", "[[Correct-Horse]]", "{A: {}}"})
  void anotherFormOfEnvironmentIsRejectedWithoutItsText(String environment) {
    String file = "services: {a: {image: i, environment: " + environment + "}}";
    Run run = checkFrom(file, "--task-definition", "-");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .matches("error: environment of a compose file is a map, or a list of NAME=value: see"
            + " stdin:1:\\d+\n");
  }

  @Test
  void aServiceThatExtendsAnotherIsNotWhole() {
    String file = "services: {a: {image: i, extends: {file: Correct-Horse, service: b}}}";
    assertThat(checkFrom(file, "--task-definition", "-").err())
        .isEqualTo("error: a service extends another one: pass what docker compose config prints:"
            + " see stdin:1:15\n");
  }

  @Test
  void noOutputHoldsASecretWhereverItIs() throws IOException {
    String text = Files.readString(Path.of(COMPOSE));
    for (int at = 0; at <= text.length(); at += 7) {
      boolean isInName = text.substring(0, at).matches("(?s).*REDIS_?[A-Z_]*:? *");
      for (String around : isInName ? new String[0] : new String[] {"", "\n", ": ", "=", " \""}) {
        Documents.assertHidden(text, at, around);
      }
    }
  }
}
