package ai.hokusai.it.ecs;

import static org.awaitility.Awaitility.await;

import ai.hokusai.api.document.HealthCheck;
import ai.hokusai.api.rehearsal.CircuitBreaker;
import ai.hokusai.api.rehearsal.Deployment;
import ai.hokusai.api.rehearsal.Task;
import ai.hokusai.it.app.AppJvm;
import ai.hokusai.it.app.RoundRobin;
import ai.hokusai.it.app.RunningApp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A service: the tasks that serve, the load balancer in front of them, and the events that an operator sees. Used by
 * one thread.
 */
final class EcsService implements AutoCloseable {
  // A tenth of the shortest interval that there is, so that no check comes too late to see what a
  // task does while it starts.
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration DEREGISTRATION_DELAY = Duration.ofSeconds(2);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final int desired;
  private final String host;
  private final RoundRobin balancer = RoundRobin.listen(null, List.of());
  private final List<String> events = new ArrayList<>();
  private List<Task> serving = List.of();

  /**
   * A service without tasks.
   *
   * @param desired the number of tasks that it is to have
   * @param host a name that its tasks resolve to this machine
   */
  EcsService(int desired, String host) {
    this.desired = desired;
    this.host = host;
  }

  /** Deploys a release, and either replaces the tasks that serve or leaves them as they are. */
  Deployment deploy(String release, Map<String, String> environment) {
    events.add(release + ": deployment started");
    Duration settling = serving.isEmpty() ? Duration.ZERO : DEREGISTRATION_DELAY;
    var check = new HealthCheck(false, HealthCheck.PATH, "200", INTERVAL, LIMIT, 2);
    var rules = new Deployment.Rules(
        desired, List.of(check), GRACE, settling, CircuitBreaker.of(desired, null));
    // No delay that only a real target group needs.
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put("RELEASE_ID", release);
    variables.put("DRAIN_DELAY", "0s");
    AppJvm jvm = AppJvm.knowing(host);
    var deployment = new Deployment(
        rules,
        port -> RunningApp.command(port, variables, jvm),
        event -> events.add(release + ": " + event));
    await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(INTERVAL).until(() -> {
      boolean isOver = deployment.poll();
      lead(Stream.concat(serving.stream(), deployment.healthy().stream()));
      return isOver;
    });
    end(release, deployment);
    return deployment;
  }

  private void end(String release, Deployment deployment) {
    if (deployment.isFailed()) {
      events.add(release + ": deployment failed, circuit breaker rolls back");
      lead(serving.stream());
      deployment.close();
    } else {
      events.add(release + ": deployment completed");
      lead(deployment.healthy().stream());
      stopAll();
      serving = deployment.healthy();
    }
  }

  private void stopAll() {
    try {
      for (Task task : serving) {
        task.stop(STOP_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void lead(Stream<Task> tasks) {
    balancer.turnTo(tasks.map(Task::port).toList());
  }

  /** The address of the load balancer. */
  String url() {
    return "http://127.0.0.1:" + balancer.port();
  }

  List<Task> serving() {
    return serving;
  }

  List<String> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() {
    balancer.close();
    serving.forEach(Task::close);
  }
}
