package ai.hokusai.health;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import ai.hokusai.health.probe.SingleFlight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks the dependencies of a service, each on its own schedule, and publishes a report. One daemon thread
 * runs all checks; each attempt has a short-lived thread of its own, so that no check waits for another. Any
 * thread may read, and never waits.
 *
 * <pre>{@code
 * try (var redis = RedisHealth.of(settings, "orders");
 *     var monitor = HealthMonitor.builder()
 *         .add(Dependency.of("redis", redis))
 *         .add(Dependency.of("search", search::check).optional())
 *         .start()) {
 *   serve(redis.client(), monitor.guard("redis"), monitor::report);
 * }
 * }</pre>
 */
public final class HealthMonitor implements AutoCloseable {
  // Together less than the second that closing may take.
  private static final Duration LOOP_GRACE = Duration.ofMillis(200);
  private static final Duration ATTEMPT_GRACE = Duration.ofMillis(250);
  private static final Duration LISTENER_GRACE = Duration.ofMillis(250);
  private static final Duration LAST_GRACE = Duration.ofMillis(100);

  private final HealthStore store;
  private final Map<String, DependencyGuard> guards;
  private final Map<String, RedisCheck> redis;
  private final EventLoop loop;
  private final Thread loopThread;
  private final List<SingleFlight> flights;
  private final List<ListenerQueue> queues;
  private final Runnable detach;

  HealthMonitor(
      HealthStore store,
      Map<String, DependencyGuard> guards,
      Map<String, RedisCheck> redis,
      EventLoop loop,
      Thread loopThread,
      List<SingleFlight> flights,
      List<ListenerQueue> queues,
      Runnable detach) {
    this.store = store;
    this.guards = Map.copyOf(guards);
    this.redis = Map.copyOf(redis);
    this.loop = loop;
    this.loopThread = loopThread;
    this.flights = List.copyOf(flights);
    this.queues = List.copyOf(queues);
    this.detach = detach;
  }

  /** A monitor that runs nothing, with results from elsewhere. */
  static HealthMonitor withoutChecks(
      HealthStore store,
      Map<String, DependencyGuard> guards,
      Map<String, RedisCheck> redis,
      List<ListenerQueue> queues) {
    var loop = new EventLoop(System::nanoTime, new Starvation(CpuStat.ofThisProcess()::read));
    return new HealthMonitor(store, guards, redis, loop, new Thread(), List.of(), queues, () -> {});
  }

  /** A builder without checks; with none, the service is healthy until it drains. */
  public static HealthMonitorBuilder builder() {
    return new HealthMonitorBuilder();
  }

  /**
   * The current report: a read of a field. It is the same object while nothing changes. A
   * check with an outdated result is {@link Status#STALE} in it.
   */
  public HealthReport report() {
    return store.state().report();
  }

  /**
   * The guard of a check for a request path, the same object each time.
   *
   * @throws IllegalArgumentException where there is no check of that name
   */
  public DependencyGuard guard(String name) {
    DependencyGuard guard = guards.get(name);
    if (guard == null) {
      throw new IllegalArgumentException("there is no check of that name: " + name);
    }
    return guard;
  }

  /** The Redis of a check, the same object each time; empty for another dependency and name. */
  public Optional<RedisCheck> redis(String name) {
    return Optional.ofNullable(redis.get(name));
  }

  /** Announces this monitor to its listeners; closes it if one of them throws. */
  HealthMonitor announced(List<HealthListener> listeners) {
    try {
      listeners.forEach(each -> each.started(this));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    return this;
  }

  /**
   * Reports from now on that the service is about to stop: the overall status is
   * {@link Status#DRAINING} and no result ends that. The checks continue, for the requests in
   * flight.
   */
  public void drain() {
    store.drain();
  }

  /**
   * Stops all checks within one second. Undelivered events are dropped, and a thread that the
   * operating system or an endless check holds ends with that. The report stays as it was, until it
   * is stale.
   */
  @Override
  public void close() {
    detach.run();
    loop.stop();
    await(LOOP_GRACE, List.of(loopThread), each -> nanos -> NANOSECONDS.timedJoin(each, nanos));
    flights.forEach(SingleFlight::abandon);
    await(ATTEMPT_GRACE, flights, each -> each::awaitEnd);
    queues.forEach(ListenerQueue::close);
    await(LISTENER_GRACE, queues, each -> each::await);
    queues.forEach(ListenerQueue::interrupt);
    await(LAST_GRACE, queues, each -> each::await);
  }

  /** Waiting for one thing, for so many nanoseconds at most. */
  @FunctionalInterface
  private interface Wait {
    void upTo(long nanos) throws InterruptedException;
  }

  private static <T> void await(Duration grace, List<T> ending, Function<T, Wait> waits) {
    long end = System.nanoTime() + grace.toNanos();
    try {
      for (T each : ending) {
        waits.apply(each).upTo(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      // With this flag set, close waits for nothing else either.
      Thread.currentThread().interrupt();
    }
  }
}
