package ai.hokusai.it.ecs;

import ai.hokusai.it.redis.LoopbackPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A rolling deployment: it starts as many tasks as are desired beside those that serve, and replaces each that fails. It
 * is over when the circuit breaker has tripped, or when its tasks have stayed healthy for as long as those before them
 * take to be drained; a task that ends meanwhile counts as failed. Used by one thread.
 */
final class Deployment {
  private final TaskDefinition definition;
  private final int desired;
  private final String host;
  private final Consumer<String> events;
  private final CircuitBreaker breaker;
  private final List<Task> tasks = new ArrayList<>();
  private final List<Task> healthy = new ArrayList<>();
  private final List<Duration> refusals = new ArrayList<>();
  private final Duration draining;
  private int started;
  private long changed;

  /**
   * Starts nothing yet.
   *
   * @param definition what to deploy
   * @param service the service and its settings
   * @param draining how long the tasks before it take to be drained
   * @param events told what an operator sees
   */
  Deployment(
      TaskDefinition definition,
      ServiceSettings service,
      Duration draining,
      Consumer<String> events) {
    this.definition = definition;
    this.desired = service.desired();
    this.host = service.host();
    this.draining = draining;
    this.events = events;
    this.breaker = new CircuitBreaker(desired);
  }

  /** Takes one look at every task, as often as the target group does; returns whether it is over. */
  boolean look() {
    while (tasks.size() < desired) {
      started++;
      tasks.add(Task.start(started, LoopbackPort.free(), definition, host));
    }
    for (Task task : List.copyOf(tasks)) {
      switch (task.check()) {
        case STARTING -> {}
        case HEALTHY -> becomesHealthy(task);
        case FAILED -> fails(task);
      }
      if (breaker.isTripped()) {
        return true;
      }
    }
    return healthy.size() == desired && System.nanoTime() - changed >= draining.toNanos();
  }

  private void becomesHealthy(Task task) {
    if (!healthy.contains(task)) {
      healthy.add(task);
      changed = System.nanoTime();
      breaker.taskHealthy();
      events.accept(definition.release() + ": " + task + " is healthy");
    }
  }

  private void fails(Task task) {
    task.refusalTook().ifPresent(refusals::add);
    events.accept(definition.release() + ": " + task.epitaph());
    breaker.taskFailed();
    tasks.remove(task);
    healthy.remove(task);
    task.close();
  }

  boolean isRolledBack() {
    return breaker.isTripped();
  }

  /** The tasks that may be sent requests. */
  List<Task> healthy() {
    return List.copyOf(healthy);
  }

  /** How long it took each task that refused to start from the first result of Redis to the refusal. */
  List<Duration> refusals() {
    return List.copyOf(refusals);
  }

  /** Stops what it started. */
  void stop() {
    tasks.forEach(Task::close);
  }
}
