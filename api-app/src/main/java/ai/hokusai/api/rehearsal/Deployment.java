package ai.hokusai.api.rehearsal;

import ai.hokusai.api.document.HealthCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A rolling deployment by the rules of ECS: it starts tasks and replaces each that fails. It is over
 * when the circuit breaker has tripped, or when its tasks have stayed healthy for some time; a task that
 * ends meanwhile has failed. Used by one thread.
 */
public final class Deployment implements AutoCloseable {
  private static final String PORT_IN_USE = "CANNOT_LISTEN";

  private final Rules rules;
  private final IntFunction<ProcessBuilder> program;
  private final Consumer<String> events;
  private final List<Task> tasks = new ArrayList<>();
  private final List<Task> healthy = new ArrayList<>();
  private final List<Task> failed = new ArrayList<>();
  private int started;
  private long changed;

  /**
   * The rules of a deployment.
   *
   * @param tasks the number of tasks that run at the same time
   * @param checks the health checks of the target groups, at the interval of {@link #poll}
   * @param grace the time after the start in which missed checks do not count
   * @param settling the time for which all tasks must stay healthy
   * @param breaker the circuit breaker
   */
  public record Rules(
      int tasks,
      List<HealthCheck> checks,
      Duration grace,
      Duration settling,
      CircuitBreaker breaker) {

    /** Copies the list. */
    public Rules {
      checks = List.copyOf(checks);
    }
  }

  /**
   * Creates a deployment, and starts nothing yet.
   *
   * @param program returns the command line and environment of a task that listens on a port
   * @param events receives what an operator would see
   */
  public Deployment(Rules rules, IntFunction<ProcessBuilder> program, Consumer<String> events) {
    this.rules = rules;
    this.program = program;
    this.events = events;
  }

  /** Sends the health checks of every task once; returns true if the deployment is over. */
  public boolean poll() throws InterruptedException {
    while (tasks.size() < rules.tasks) {
      int port = freePort();
      started++;
      tasks.add(Task.start(started, port, program.apply(port)));
    }
    for (Task task : List.copyOf(tasks)) {
      switch (task.poll(rules.checks, rules.grace)) {
        case STARTING -> {}
        case HEALTHY -> becomesHealthy(task);
        case FAILED -> fails(task);
      }
      if (rules.breaker.isTripped()) {
        return true;
      }
    }
    return healthy.size() == rules.tasks && System.nanoTime() - changed >= rules.settling.toNanos();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void becomesHealthy(Task task) {
    if (!healthy.contains(task)) {
      healthy.add(task);
      changed = System.nanoTime();
      rules.breaker.taskHealthy();
      events.accept(task + ": healthy after " + Task.seconds(task.took()));
    }
  }

  private void fails(Task task) {
    tasks.remove(task);
    healthy.remove(task);
    // Another process took the port after it was chosen, which says nothing about the release.
    if (task.refusal().filter(each -> each.finding().code().equals(PORT_IN_USE)).isEmpty()) {
      failed.add(task);
      rules.breaker.taskFailed();
      events.accept(task + ": " + task.failure() + ", after " + Task.seconds(task.took()));
    }
    task.close();
  }

  /** Returns true if the circuit breaker has tripped. */
  public boolean isFailed() {
    return rules.breaker.isTripped();
  }

  /** The tasks that may receive requests. */
  public List<Task> healthy() {
    return List.copyOf(healthy);
  }

  /** The tasks that failed, in order. */
  public List<Task> failed() {
    return List.copyOf(failed);
  }

  /** Kills every task that it started. */
  @Override
  public void close() {
    tasks.forEach(Task::close);
  }
}
