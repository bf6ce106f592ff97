package ai.hokusai.api.document;

import static ai.hokusai.api.document.Documents.check;
import static ai.hokusai.api.document.Documents.checkFrom;
import static ai.hokusai.api.document.Documents.sample;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.document.Documents.Run;
import ai.hokusai.api.format.Golden;
import ai.hokusai.api.format.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Findings on documents, with and without values. */
final class DocumentCheckTest {
  private static final String[] EVERY_CODE = {
    "--task-definition",
    sample("every-code.json"),
    "--values",
    sample("every-code-values.json"),
    "--values",
    sample("every-code-parameters.json")
  };
  private static final String INCIDENT = sample("00-incident.json");
  private static final String INCIDENT_VALUES = sample("incident-values.json");

  @Test
  void findsExactlyTheFaultsOfTheSampleDocuments() throws IOException {
    var table = new StringBuilder();
    for (Path file : samples()) {
      Run run = check("--task-definition", file.toString());
      table
          .append(file.getFileName())
          .append(": exit code ")
          .append(run.exitCode())
          .append('\n');
      if (run.exitCode() == 3) {
        table.append("  ").append(run.err());
      }
      run.findings().forEach(each -> table.append("  ").append(each).append('\n'));
    }
    Golden.check("documents.txt", table.toString());
  }

  static Iterable<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(Documents.FOLDER)) {
      return files
          .filter(each -> each.getFileName().toString().matches("\\d\\d-.*"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "junit", "sarif", "github"})
  void eachFormatHasThePositionOfEachFinding(String format) {
    Run run = check(with(EVERY_CODE, "--format", format));
    assertThat(run.exitCode()).isEqualTo(1);
    String output = run.out();
    Golden.check("documents-" + format + ".txt", output);
    if (format.equals("json")) {
      Schemas.assertValid("check.json", output);
      Schemas.assertInvalid("check.json", output.replace("\"line\" : ", "\"line\" : -"));
    }
  }

  @Test
  void theSamplesShowEveryCode() {
    Set<String> seen = Stream.concat(
            check(EVERY_CODE).findings(),
            check("--task-definition", INCIDENT, "--redis-only", "--values", INCIDENT_VALUES)
                .findings())
        .map(each -> each.split(" ", 3)[1])
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(seen)
        .containsAll(Stream.of(DocumentCode.values())
            .filter(each -> each.compareTo(DocumentCode.HEALTH_PATH_UNKNOWN) < 0)
            .map(Enum::name)
            .toList())
        .contains("VALUE_NOT_KNOWN");
  }

  @Test
  void theIncidentIsFoundWithTheCommandThatRepairsTheParameter() {
    Run run = check("--task-definition", INCIDENT, "--redis-only", "--values", INCIDENT_VALUES);
    assertThat(run.exitCode()).isZero();
    assertThat(run.findings())
        .containsExactly(
            "correction PARAMETER_FORM 00-incident.json:29:24",
            "correction BARE_HOST_TO_URL 00-incident.json:29:24");
    assertThat(run.out())
        .contains(
            "configuration            rediss://master.orders.ab12cd.use1.cache.amazonaws.com:6379\n")
        .contains(
            "aws ssm put-parameter --overwrite --name /app/development/redis/endpoint --type String"
                + " --value \"rediss://$(aws ssm get-parameter --name /app/development/redis/endpoint"
                + " --query Parameter.Value --output text):6379\"\n");
  }

  @Test
  void aParameterOnTheCommandLineIsAValue() {
    Run run = check(
        "--task-definition",
        INCIDENT,
        "--redis-only",
        "--parameter",
        "/app/development/redis/endpoint=redis://cache.internal:7000");
    assertThat(run.findings())
        .containsExactly("warning TLS_UPGRADED_BY_FLAG 00-incident.json:23:20");
    assertThat(run.out()).contains("rediss://cache.internal:7000  TLS_UPGRADED_BY_FLAG\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "2, --detailed-exitcode",
    "1, --fail-on-warn",
    "1, --require-values",
    "1, --fail-on-warn --detailed-exitcode"
  })
  void anUnknownValueNeverPasses(int exitCode, String options) {
    String[] all =
        with(new String[] {"--task-definition", INCIDENT, "--redis-only"}, options.split(" "));
    Run run = check(
        options.isEmpty() ? new String[] {"--task-definition", INCIDENT, "--redis-only"} : all);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out())
        .contains("skip  configuration            not known: REDIS_URL\n")
        .contains("[VALUE_NOT_KNOWN]: the value is not known and was not checked (REDIS_URL)\n")
        .contains(
            "\n  aws ssm get-parameters --with-decryption --names /app/development/redis/endpoint\n");
  }

  @Test
  void redisIsProbedOnlyWithConnect() {
    String endpoint = "/app/development/redis/endpoint=rediss://localhost:1";
    Run silent = check("--task-definition", INCIDENT, "--redis-only", "--parameter", endpoint);
    assertThat(silent.out()).doesNotContain("DNS");
    Run run =
        check("--task-definition", INCIDENT, "--redis-only", "--parameter", endpoint, "--connect");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("fail  TCP", "error[CONNECT_REFUSED]");
    assertThat(check("--task-definition", INCIDENT, "--redis-only", "--connect").out())
        .contains("skip  Redis                    not run: values are not known\n");
  }

  @Test
  void readsStdinForTheDefinitionOrTheValues() throws IOException {
    Run definition = checkFrom(
        Files.readString(Path.of(INCIDENT)),
        "--task-definition",
        "-",
        "--redis-only",
        "--values",
        INCIDENT_VALUES);
    assertThat(definition.findings())
        .containsExactly(
            "correction PARAMETER_FORM stdin:29:24", "correction BARE_HOST_TO_URL stdin:29:24");
    Run values = checkFrom(
        Files.readString(Path.of(INCIDENT_VALUES)),
        "--task-definition",
        INCIDENT,
        "--redis-only",
        "--values",
        "-");
    assertThat(values.findings()).hasSize(2);
  }

  @Test
  void theEnvironmentOfThisProcessIsNotMixedIn(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("task.json"), """
        [{"name": "a", "image": "i", "environment": [{"name": "REDIS_URL", "value": "redis://h:1"},
          {"name": "REDIS_TLS_CA_FILE", "value": "/etc/hostname"}]}]""");
    Run run = check("--task-definition", file.toString(), "--redis-only");
    assertThat(run.findings()).isEmpty();
    assertThat(run.out()).contains("skip  configuration            not known: REDIS_TLS_CA_FILE\n");
  }

  @Test
  void theRedisOfAnyServiceIsCheckedByItsPrefix(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("task.json"), """
        [{"name": "a", "image": "i", "environment": [
          {"name": "CACHE_REDIS_URL", "value": "redis://cache:1"},
          {"name": "API_PORT", "value": "not read"},
          {"name": "JOBS_REDIS_URL", "value": "http://jobs:1"}]}]""");
    Run run =
        check("--task-definition", file.toString(), "--prefix", "CACHE_", "--prefix", "JOBS_");
    assertThat(run.findings()).containsExactly("error SCHEME_UNSUPPORTED task.json:4:39");
    assertThat(run.out())
        .contains("pass  configuration            CACHE_  redis://cache:1\n")
        .contains("fail  configuration            JOBS_  SCHEME_UNSUPPORTED\n");
  }

  @Test
  void theContainerIsTheOneWithVariablesOfRedisOrTheNamedOne(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("task.json"), """
        [{"name": "proxy", "image": "i"},
         {"name": "app", "image": "i", "environment": [{"name": "REDIS_URL", "value": "redis://a"}]},
         {"name": "jobs", "image": "i", "environment": [{"name": "REDIS_HOST", "value": "b"}]}]""");
    assertThat(check("--task-definition", file.toString()).err())
        .isEqualTo("error: several containers have variables of Redis: name one of them with"
            + " --container\n");
    assertThat(check("--task-definition", file.toString(), "--redis-only", "--container", "jobs")
            .out())
        .contains("redis://b:6379\n");
    assertThat(check("--task-definition", file.toString(), "--redis-only", "--container", "proxy")
            .findings())
        .containsExactly("error NOT_CONFIGURED task.json:1:2");
    assertThat(
            check("--task-definition", file.toString(), "--container", "none").exitCode())
        .isEqualTo(3);
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }
}
