package ai.hokusai.it.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.app.FinishedApp;
import ai.hokusai.it.app.Incident;
import java.time.Duration;
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
    service = new EcsService(new ServiceSettings(DESIRED, Incident.ENDPOINT));
    service.deploy(definition("v1", incident.environment()));
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
        .filteredOn(each -> each.endsWith(" is healthy"))
        .hasSize(DESIRED);
    service.serving().forEach(each -> each.app().awaitHealth(200));
  }

  @Test
  void aWrongTokenEndsEachTaskWithItsCodeAndLeavesTheServiceAsItWas() {
    List<Task> before = service.serving();
    Map<String, String> wrong = incident.environmentWith("REDIS_AUTH_TOKEN", WRONG);
    Deployment deployment = service.deploy(definition("v2", wrong));

    assertThat(deployment.isRolledBack()).isTrue();
    // The pause while down and the second probe are 3 s; the rest is for a busy machine.
    assertThat(deployment.refusals())
        .hasSize(3)
        .allMatch(each -> each.compareTo(Duration.ofSeconds(15)) < 0);
    assertThat(service.events().stream().filter(each -> each.startsWith("v2: ")))
        .map(each -> each.replaceFirst("task \\d", "a task"))
        .containsExactly(
            "v2: deployment started",
            "v2: a task stopped with exit code 78 (AUTH_FAILED)",
            "v2: a task stopped with exit code 78 (AUTH_FAILED)",
            "v2: a task stopped with exit code 78 (AUTH_FAILED)",
            "v2: deployment failed, circuit breaker rolls back");
    assertThat(service.serving()).isEqualTo(before);
    FinishedApp checked = checkAfterDeploy("v2");
    assertThat(checked.exitCode()).as(checked.err()).isEqualTo(1);
    assertThat(checked.err()).contains("error[RELEASE_NOT_SEEN]");
  }

  @Test
  void anOutageDuringTheDeploymentRollsBackNoGoodRelease() {
    incident.redis().stop();
    try {
      Deployment deployment = service.deploy(definition("v3", incident.environment()));
      assertThat(deployment.isRolledBack()).isFalse();
      assertThat(deployment.refusals()).isEmpty();
      assertThat(service.events()).contains("v3: deployment completed");
      service.serving().forEach(each -> each.app().awaitCode("CONNECT_REFUSED"));
    } finally {
      incident.redis().start();
    }
    service.serving().forEach(each -> each.app().awaitHealth(200));
  }

  private static TaskDefinition definition(String release, Map<String, String> environment) {
    environment.put("HEALTH_DETAILS_TOKEN", DETAILS);
    return new TaskDefinition(release, environment);
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
