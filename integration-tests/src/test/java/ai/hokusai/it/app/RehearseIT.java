package ai.hokusai.it.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.redis.LoopbackPort;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals of the task definition of {@code docs/ecs} with a real Redis behind TLS. */
@Tag("once")
final class RehearseIT {
  private static final Path ECS = Path.of("../docs/ecs");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WRONG = "Wrong-Horse-Battery-Staple-12";

  private static Incident incident;

  @TempDir
  private Path folder;

  private ObjectNode definition;
  private ObjectNode service;
  private ObjectNode targetGroup;

  @BeforeAll
  static void startRedis() {
    incident = new Incident();
  }

  @AfterAll
  static void stopRedis() {
    incident.close();
  }

  /** The documents of {@code docs/ecs}, with a shorter drain, and the CA of the test. */
  @BeforeEach
  void readTheSample() throws IOException {
    definition = read("task-definition.json");
    service = read("service.json");
    targetGroup = read("target-group.json");
    set("REDIS_TLS_CA_PEM", requireNonNull(incident.environment().get("REDIS_TLS_CA_PEM")));
    set("DRAIN_DELAY", "1s");
  }

  private static ObjectNode read(String name) throws IOException {
    return (ObjectNode) JSON.readTree(ECS.resolve(name).toFile());
  }

  private ObjectNode container() {
    return (ObjectNode) definition.get("containerDefinitions").get(0);
  }

  private void set(String name, String value) {
    ((ArrayNode) container().get("environment")).addObject().put("name", name).put("value", value);
  }

  @Test
  void theReleaseOfTheIncidentWouldComplete() throws IOException {
    FinishedApp run = rehearse(Incident.TOKEN);

    assertThat(run.out()).as(run.err()).containsPattern("""
        ^rehearsal, release 2026-11-24-1: 1 task at a time, of 2 desired; the circuit breaker trips at 3
          health check every 0.5 s instead of 5 s; a task has 70 s to pass it
          not rehearsed: the network, IAM, the speed of 256 CPU units
          task 1: healthy after [0-9.]+ s
          task 1: stopped after [0-9.]+ s
        would complete: healthy after [0-9.]+ s, stopped in [0-9.]+ of 40 s
        $""");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void severalTasksRunAtTheSameTime() throws IOException {
    FinishedApp run = rehearse(Incident.TOKEN, "--tasks", "2");

    assertThat(run.out()).contains("task 1: healthy", "task 2: healthy", "task 2: stopped");
    assertThat(run.exitCode()).as(run.out()).isZero();
  }

  @Test
  void aWrongTokenWouldRollBack() throws IOException {
    FinishedApp run = rehearse(WRONG);

    assertThat(run.out().replaceAll("[0-9.]+ s\\b", "N s")).contains("""
          task 1: exit code 78, AUTH_FAILED, after N s
          task 2: exit code 78, AUTH_FAILED, after N s
          task 3: exit code 78, AUTH_FAILED, after N s
        error[AUTH_FAILED]:\s""");
    assertThat(run.out()).contains("remedy: set REDIS_AUTH_TOKEN to the current token");
    assertThat(run.out())
        .endsWith("\nwould roll back: exit code 78, AUTH_FAILED, 3 times\n")
        .doesNotContain(WRONG);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void theThresholdOfTheServiceCounts() throws IOException {
    ((ObjectNode) service.at("/deploymentConfiguration/deploymentCircuitBreaker"))
        .putObject("thresholdConfiguration")
        .put("type", "COUNT")
        .put("value", 1);

    assertThat(rehearse(WRONG).out())
        .endsWith("\nwould roll back: exit code 78, AUTH_FAILED, 1 time\n");
  }

  @Test
  void withoutACircuitBreakerTasksWouldStartWithoutEnd() throws IOException {
    ((ObjectNode) service.at("/deploymentConfiguration")).remove("deploymentCircuitBreaker");

    FinishedApp run = rehearse(WRONG);

    assertThat(run.out())
        .endsWith("\nwould not complete, and would start tasks without end, since no circuit"
            + " breaker is on: exit code 78, AUTH_FAILED, 3 times\n");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aPathThatIsNotServedWouldRollBackWithItsStatus() throws IOException {
    targetGroup.put("HealthCheckPath", "/healthz");

    FinishedApp run = rehearse(Incident.TOKEN);

    assertThat(run.out())
        .contains("error[HEALTH_PATH_UNKNOWN]")
        .endsWith("\nwould roll back: health check failed: status 404, 3 times\n");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aConfigurationThatIsRejectedWouldRollBack() throws IOException {
    set("REDIS_POOL_MAX", "many");

    FinishedApp run = rehearse(Incident.TOKEN);

    assertThat(run.out())
        .containsOnlyOnce("error[NUMBER_INVALID]: ")
        .contains("task-definition.json:")
        .contains("would roll back: exit code 78, NUMBER_INVALID, 3 times\n")
        .doesNotContain(Incident.TOKEN);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aTolerantStartThatCompletesWithAWrongTokenIsNotGood() throws IOException {
    set("STARTUP_POLICY", "tolerant");

    FinishedApp run = rehearse(WRONG);

    assertThat(run.out())
        .containsPattern(
            "\nwould complete: healthy after [0-9.]+ s, stopped in [0-9.]+ of 40 s, but"
                + " with Redis unhealthy \\(AUTH_FAILED\\)\n$");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aStopBeyondTheStopTimeoutIsCutOff() throws IOException {
    container().put("stopTimeout", 2);
    set("DRAIN_TIMEOUT", "100ms");
    ((ArrayNode) container().get("environment"))
        .removeIf(each -> each.get("name").asText().equals("DRAIN_DELAY"));
    set("DRAIN_DELAY", "8s");

    FinishedApp run = rehearse(Incident.TOKEN);

    assertThat(run.out())
        .contains("error[STOP_TIMEOUT_TOO_SHORT]")
        .containsPattern(
            "would complete: healthy after [0-9.]+ s, but killed while it stopped, after"
                + " 2 s: see stopTimeout, DRAIN_DELAY and DRAIN_TIMEOUT\n");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aRedisThatThisMachineDoesNotReachHasAHint() throws IOException {
    container().get("environment").forEach(each -> {
      if (each.get("name").asText().equals("REDIS_PORT")) {
        ((ObjectNode) each).put("value", String.valueOf(LoopbackPort.free()));
      }
    });

    FinishedApp run = FinishedApp.run(Map.of(), arguments("127.0.0.1", Incident.TOKEN));

    assertThat(run.out()).containsPattern("""
          if this machine does not reach that Redis, .*: --redis <host>:<port>
        would complete: .*, but with Redis unhealthy \\(CONNECT_REFUSED\\)
        $""");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void anAddressThatRefusesConnectionsIsAnError() throws IOException {
    FinishedApp run = rehearse(Incident.TOKEN, LoopbackPort.free());

    assertThat(run.err()).isEqualTo("""
        error: the address of --redis cannot be reached: name one on which Redis listens, such as the\
         port of aws ssm start-session
        """);
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void valuesThatAreNotKnownAreNamedWithTheirCommands() throws IOException {
    FinishedApp run = FinishedApp.run(
        Map.of(),
        "rehearse",
        "--task-definition",
        ECS.resolve("task-definition.json").toString());

    assertThat(run.out())
        .contains("  aws ssm get-parameters --with-decryption --region us-east-1 --names")
        .endsWith(
            "\nnot rehearsed: not known: REDIS_URL, REDIS_AUTH_TOKEN, HEALTH_DETAILS_TOKEN\n");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private FinishedApp rehearse(String token, String... more) throws IOException {
    return rehearse(token, incident.redis().port(), more);
  }

  private FinishedApp rehearse(String token, int port, String... more) throws IOException {
    String[] redis = {"--redis", "127.0.0.1:" + port};
    String[] all = Stream.of(arguments(Incident.ENDPOINT, token), redis, more)
        .flatMap(Stream::of)
        .toArray(String[]::new);
    return FinishedApp.run(Map.of(), all);
  }

  private String[] arguments(String url, String token) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(
        "rehearse",
        "--task-definition",
        write("task-definition.json", definition),
        "--service",
        write("service.json", service),
        "--target-group",
        write("target-group.json", targetGroup)));
    reference("REDIS_URL", url, arguments);
    reference("REDIS_AUTH_TOKEN", token, arguments);
    reference("HEALTH_DETAILS_TOKEN", "Details-Mule-Accumulator-9", arguments);
    return arguments.toArray(String[]::new);
  }

  private void reference(String name, String value, List<String> arguments) {
    container().get("secrets").forEach(each -> {
      if (each.get("name").asText().equals(name)) {
        arguments.add("--parameter");
        arguments.add(each.get("valueFrom").asText() + "=" + value);
      }
    });
  }

  private String write(String name, ObjectNode document) throws IOException {
    return Files.writeString(folder.resolve(name), document.toPrettyString()).toString();
  }
}
