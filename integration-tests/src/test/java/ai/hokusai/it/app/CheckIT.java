package ai.hokusai.it.app;

import static ai.hokusai.it.app.Incident.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check before a deployment, through the jar, against a real Redis with TLS and a token. */
final class CheckIT {
  private static final String WRONG = "Wrong-Horse-Battery-Staple-10";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Incident incident;

  @BeforeAll
  static void launch() {
    incident = new Incident();
  }

  @AfterAll
  static void close() {
    incident.close();
  }

  @Test
  void saysThatAllIsReady() throws JsonProcessingException {
    String url = "rediss://" + ENDPOINT + ":" + incident.redis().port();
    FinishedApp checked =
        check(incident.environmentWith("REDIS_URL", url), "--write", "--format", "json");

    assertThat(checked.exitCode()).as(checked.err()).isZero();
    assertThat(checked.err())
        .contains("pass  TLS ", "TLSv1.3 for " + ENDPOINT + ", issued by CN=Hokusai test authority")
        .contains("ready (exit code 0): 9 passed, 0 skipped")
        .doesNotContain("\u001b");
    assertThat(status(checked, "write")).isEqualTo("pass");
    assertThat(status(checked, "pool")).isEqualTo("pass");
    assertNoSecret(checked);
  }

  @Test
  void incident1PassesAndItsCorrectionIsExplained() throws JsonProcessingException {
    FinishedApp checked = check(incident.environment(), "--format", "json");

    assertThat(checked.exitCode()).as(checked.err()).isZero();
    assertThat(checked.err())
        .contains(
            "note: REDIS_URL holds a host without a scheme and was read as a URL (BARE_HOST_TO_URL)")
        .contains("rediss://:***@" + ENDPOINT + ":" + incident.redis().port());
    JsonNode finding = step(checked, "configuration").get("diagnostics").get(0);
    assertThat(finding.get("code").asText()).isEqualTo("BARE_HOST_TO_URL");
    assertThat(status(checked, "configuration")).isEqualTo("pass");
    assertNoSecret(checked);
  }

  @Test
  void aWrongTokenFailsTheGreetingAndWhatComesAfterIsSkipped() throws JsonProcessingException {
    FinishedApp checked =
        check(incident.environmentWith("REDIS_AUTH_TOKEN", WRONG), "--format", "json");

    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(status(checked, "tls")).isEqualTo("pass");
    assertThat(status(checked, "auth")).isEqualTo("fail");
    assertThat(step(checked, "auth").get("diagnostics").get(0).get("code").asText())
        .isEqualTo("AUTH_FAILED");
    for (String after : new String[] {"ping", "role", "write", "pool"}) {
      assertThat(status(checked, after)).isEqualTo("skip");
    }
    assertThat(checked.err()).contains("set REDIS_AUTH_TOKEN to the current token");
    assertNoSecret(checked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "junit", "sarif", "github"})
  void everyFormNamesTheCodeAndNoSecret(String format) {
    FinishedApp checked =
        check(incident.environmentWith("REDIS_AUTH_TOKEN", WRONG), "--format", format);

    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.out()).contains("AUTH_FAILED", "BARE_HOST_TO_URL");
    assertNoSecret(checked);
  }

  @Test
  void aServerThatRequiresTlsFailsTheTlsStep() throws JsonProcessingException {
    FinishedApp checked =
        check(incident.environmentWith("REDIS_TLS_ENABLED", "false"), "--format", "json");

    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(status(checked, "tcp")).isEqualTo("pass");
    assertThat(step(checked, "tls").get("diagnostics").get(0).get("code").asText())
        .isEqualTo("TLS_REQUIRED_BY_SERVER");
    assertThat(status(checked, "auth")).isEqualTo("skip");
    assertNoSecret(checked);
  }

  @Test
  void offlineConnectsToNothing() throws JsonProcessingException {
    FinishedApp checked =
        check(incident.environmentWith("REDIS_PORT", "1"), "--offline", "--format", "json");

    assertThat(checked.exitCode()).isZero();
    assertThat(status(checked, "dns")).isEqualTo("skip");
    assertThat(checked.err()).contains("ready (exit code 0): 1 passed, 8 skipped");
  }

  @Test
  void aRejectedConfigurationFailsBeforeAnythingElse() {
    FinishedApp checked = check(Map.of("REDIS_URL", "rediss://p#w@host", "API_PORT", "http"));

    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.out())
        .contains("fail  configuration", "error[USERINFO_RESERVED_CHAR]", "error[PORT_INVALID]")
        .containsPattern("skip  DNS, .*, pool: not run: configuration failed\n");
    assertThat(checked.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({Incident.TOKEN + ", 0", WRONG + ", 1"})
  void aTaskDefinitionIsProbedWithTheValuesBehindItsReferences(
      String token, int exitCode, @TempDir Path folder) throws IOException {
    Map<String, String> references = Map.of(
        "REDIS_URL",
        "/app/redis",
        "REDIS_AUTH_TOKEN",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf:token::");
    var json = new ObjectMapper();
    ObjectNode container = json.createObjectNode().put("name", "api").put("image", "api:1");
    incident.environment().forEach((name, value) -> {
      boolean isSecret = references.containsKey(name);
      container
          .withArray(isSecret ? "/secrets" : "/environment")
          .addObject()
          .put("name", name)
          .put(isSecret ? "valueFrom" : "value", references.getOrDefault(name, value));
    });
    Path task = folder.resolve("task.json");
    json.writeValue(task.toFile(), List.of(container));
    Path parameter = Files.writeString(folder.resolve("parameter.json"), """
        {"Parameter": {"Name": "/app/redis", "Type": "String", "Value": "%s"}}
        """.formatted(ENDPOINT));
    Path secret = Files.writeString(folder.resolve("secret.json"), """
        {"ARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf", "Name": "app",
         "SecretString": "{\\"token\\":\\"%s\\"}"}
        """.formatted(token));

    FinishedApp checked = check(
        Map.of(),
        "--task-definition",
        task.toString(),
        "--values",
        parameter.toString(),
        "--values",
        secret.toString(),
        "--redis-only",
        "--connect",
        "--format",
        "json");

    assertThat(checked.exitCode()).as(checked.err()).isEqualTo(exitCode);
    assertThat(status(checked, "values")).isEqualTo("pass");
    assertThat(status(checked, "tls")).isEqualTo("pass");
    assertThat(status(checked, "auth")).isEqualTo(exitCode == 0 ? "pass" : "fail");
    assertThat(checked.err()).contains("[PARAMETER_FORM]", "--> " + task + ":");
    assertNoSecret(checked);
  }

  @Test
  void aWatchPrintsWhatChanges() throws IOException {
    var checked = ChildProcess.start(AppJar.command(
        incident.environment(), AppJvm.knowing(ENDPOINT), "check", "--watch", "200ms"));
    try (checked) {
      await().atMost(PATIENCE).until(() -> checked.output().contains("ready (exit code 0): "));
      assertThat(checked.output()).doesNotContain(" -> ");
      try (var console = incident.redis().connect()) {
        console.tell("CONFIG SET requirepass " + WRONG);
        await()
            .atMost(PATIENCE)
            .until(() -> checked
                .output()
                .contains(
                    "Z  AUTH: pass  with the password of REDIS_AUTH_TOKEN -> fail  with the password of REDIS_AUTH_TOKEN  AUTH_FAILED\n"
                        + "  remedy: set REDIS_AUTH_TOKEN"));
        console.tell("CONFIG SET requirepass " + Incident.TOKEN);
      }
      await()
          .atMost(PATIENCE)
          .until(() -> checked
              .output()
              .contains("AUTH_FAILED -> pass  with the password of REDIS_AUTH_TOKEN\n"));
      assertThat(checked.output()).doesNotContain("Correct", "Horse");
    }
  }

  private static FinishedApp check(Map<String, String> environment, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "check";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return FinishedApp.run(environment, AppJvm.knowing(ENDPOINT), arguments);
  }

  private static String status(FinishedApp checked, String step) throws JsonProcessingException {
    return step(checked, step).get("status").asText();
  }

  private static JsonNode step(FinishedApp checked, String name) throws JsonProcessingException {
    for (JsonNode step : new ObjectMapper().readTree(checked.out()).findParents("name")) {
      if (step.path("name").asText().equals(name)) {
        return step;
      }
    }
    throw new AssertionError("no step " + name + " in\n" + checked.out());
  }

  private static void assertNoSecret(FinishedApp checked) {
    assertThat(checked.out() + checked.err())
        .doesNotContain("Correct", "Horse", "Battery", "Staple");
  }
}
