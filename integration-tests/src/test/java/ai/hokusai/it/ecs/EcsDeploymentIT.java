package ai.hokusai.it.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.api.rehearsal.Deployment;
import ai.hokusai.api.rehearsal.Task;
import ai.hokusai.it.app.FinishedApp;
import ai.hokusai.it.app.Incident;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Deployments as ECS makes them, with the jar as tasks and a real Redis behind TLS: what has to come through does, and
 * what must not says why and leaves the service as it was.
 */
@Tag("once")
final class EcsDeploymentIT {
  private static final int DESIRED = 2;
  private static final String DETAILS = "Details-Mule-Accumulator-8";
  private static final String WRONG = "Wrong-Horse-Battery-Staple-10";

  private static Incident incident;
  private static EcsService service;
  private static List<String> firstEvents;

  @BeforeAll
  static void deployTheTaskDefinitionOfTheIncident() {
    incident = new Incident();
    service = new EcsService(DESIRED, Incident.ENDPOINT);
    service.deploy("v1", withDetails(incident.environment()));
    firstEvents = service.events();
  }

  @AfterAll
  static void close() {
    service.close();
    incident.close();
  }

  @Test
  void theTaskDefinitionOfIncident1Deploys() {
    assertThat(firstEvents)
        .startsWith("v1: deployment started")
        .endsWith("v1: deployment completed")
        .filteredOn(each -> each.contains(": healthy after "))
        .hasSize(DESIRED);
    service.serving().forEach(each -> awaitHealth(each, "\"healthy\""));
  }

  @Test
  void aWrongTokenEndsEachTaskWithItsCodeAndLeavesTheServiceAsItWas() {
    List<Task> before = service.serving();
    Map<String, String> wrong = incident.environmentWith("REDIS_AUTH_TOKEN", WRONG);
    Deployment deployment = service.deploy("v2", withDetails(wrong));

    assertThat(deployment.isFailed()).isTrue();
    // The pause while down and the second probe are 3 s; the rest is for a busy machine.
    assertThat(deployment.failed())
        .hasSize(3)
        .extracting(EcsDeploymentIT::refusalTook)
        .allMatch(each -> each.compareTo(Duration.ofSeconds(15)) < 0);
    assertThat(service.events().stream().filter(each -> each.startsWith("v2: ")))
        .map(each -> each.replaceFirst("task \\d", "a task").replaceFirst(", after .*", ""))
        .containsExactly(
            "v2: deployment started",
            "v2: a task: exit code 78, AUTH_FAILED",
            "v2: a task: exit code 78, AUTH_FAILED",
            "v2: a task: exit code 78, AUTH_FAILED",
            "v2: deployment failed, circuit breaker rolls back");
    assertThat(service.serving()).isEqualTo(before);
    FinishedApp checked = checkAfterDeploy("v2");
    assertThat(checked.exitCode()).as(checked.out()).isEqualTo(1);
    assertThat(checked.out()).contains("error[RELEASE_NOT_SEEN]");
  }

  @Test
  void anOutageDuringTheDeploymentRollsBackNoGoodRelease() {
    incident.redis().stop();
    try {
      Deployment deployment = service.deploy("v3", withDetails(incident.environment()));
      assertThat(deployment.isFailed()).isFalse();
      assertThat(deployment.failed()).isEmpty();
      assertThat(service.events()).contains("v3: deployment completed");
      service.serving().forEach(each -> awaitHealth(each, "CONNECT_REFUSED"));
    } finally {
      incident.redis().start();
    }
    service.serving().forEach(each -> awaitHealth(each, "\"healthy\""));
  }

  private static Map<String, String> withDetails(Map<String, String> environment) {
    environment.put("HEALTH_DETAILS_TOKEN", DETAILS);
    return environment;
  }

  /** The time from the first result of Redis to the refusal, by the log of the task. */
  private static Duration refusalTook(Task task) {
    return Duration.between(time(task, "health.first_result"), time(task, "startup.refused"));
  }

  private static Instant time(Task task, String event) {
    return Instant.parse(task.event(event).orElseThrow().literal("timestamp"));
  }

  private static void awaitHealth(Task task, String words) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + task.port() + "/health"))
        .timeout(Duration.ofSeconds(20))
        .build();
    await()
        .until(
            () -> HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body(),
            body -> body.contains(words));
  }

  private static FinishedApp checkAfterDeploy(String release) {
    Stream<String> arguments = Stream.of(
        "check",
        "--after-deploy",
        "--url",
        service.url(),
        "--expect-release",
        release,
        "--timeout",
        "2s");
    return FinishedApp.run(
        Map.of("HEALTH_DETAILS_TOKEN", DETAILS), arguments.toArray(String[]::new));
  }
}
