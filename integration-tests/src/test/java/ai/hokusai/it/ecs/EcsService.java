package ai.hokusai.it.ecs;

import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.RoundRobin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A service: the tasks that serve, the load balancer in front of them, and the events that an operator sees. Used by
 * one thread.
 */
final class EcsService implements AutoCloseable {
  // A tenth of the shortest that there is, so that no check comes too late to see what a task does
  // while it starts.
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration DEREGISTRATION_DELAY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ServiceSettings settings;
  private final RoundRobin balancer = RoundRobin.listen(null, List.of());
  private final List<String> events = new ArrayList<>();
  private List<Task> serving = List.of();

  /** A service without tasks. */
  EcsService(ServiceSettings settings) {
    this.settings = settings;
  }

  /** Deploys a task definition, and either replaces the tasks that serve or leaves them as they are. */
  Deployment deploy(TaskDefinition definition) {
    events.add(definition.release() + ": deployment started");
    Duration draining = serving.isEmpty() ? Duration.ZERO : DEREGISTRATION_DELAY;
    var deployment = new Deployment(definition, settings, draining, events::add);
    await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(INTERVAL).until(() -> {
      boolean isOver = deployment.look();
      lead(Stream.concat(serving.stream(), deployment.healthy().stream()));
      return isOver;
    });
    if (deployment.isRolledBack()) {
      events.add(definition.release() + ": deployment failed, circuit breaker rolls back");
      lead(serving.stream());
      deployment.stop();
    } else {
      events.add(definition.release() + ": deployment completed");
      lead(deployment.healthy().stream());
      serving.forEach(each -> each.app().signal());
      serving.forEach(Task::close);
      serving = deployment.healthy();
    }
    return deployment;
  }

  private void lead(Stream<Task> tasks) {
    balancer.turnTo(tasks.map(Task::port).toList());
  }

  /** Where the load balancer listens. */
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
