package ai.hokusai.health;

import java.util.Map;

/**
 * Asks the dependencies of a service how they are, each on its own schedule, and publishes what it knows.
 * One daemon thread looks after all checks; each attempt has a short-lived thread of its own, so that no
 * check ever waits for another. Any thread may read, and is never made to wait.
 *
 * <pre>{@code
 * try (var redis = RedisHealth.of(settings, "orders");
 *     var monitor = HealthMonitor.builder()
 *         .critical("redis", redis)
 *         .optional("search", search::check)
 *         .start()) {
 *   serve(redis.client(), monitor.guard("redis"), monitor::report);
 * }
 * }</pre>
 */
public final class HealthMonitor implements AutoCloseable {
  private final Board board;
  private final Map<String, Guard> guards;
  private final Machinery machinery;

  HealthMonitor(Board board, Map<String, Guard> guards, Machinery machinery) {
    this.board = board;
    this.guards = Map.copyOf(guards);
    this.machinery = machinery;
  }

  /**
   * A monitor to be.
   *
   * @return a builder without checks; with none, the service is healthy until it drains
   */
  public static HealthMonitorBuilder builder() {
    return new HealthMonitorBuilder();
  }

  /**
   * How everything is now: a read of a field, which asks nobody.
   *
   * @return the same report for as long as nothing changes; what was believed too long in it is {@link
   *     Status#STALE}
   */
  public HealthReport report() {
    return board.view().report();
  }

  /**
   * What a request path asks before it uses a dependency.
   *
   * @param name what the check was registered as
   * @return the guard, the same each time
   * @throws IllegalArgumentException where there is no check of that name
   */
  public Guard guard(String name) {
    Guard guard = guards.get(name);
    if (guard == null) {
      throw new IllegalArgumentException("there is no check of that name: " + name);
    }
    return guard;
  }

  /**
   * Says from now on that the service is about to stop: the overall status is {@link Status#DRAINING} and
   * no result ends that. The checks go on, for what is still in flight.
   */
  public void drain() {
    board.drain();
  }

  /**
   * Stops to ask, within a second. What is untold by then is lost, and a thread that the operating system
   * or an endless check holds ends with that. The report stays as it was, until it is stale.
   */
  @Override
  public void close() {
    machinery.close();
  }
}
