package ai.hokusai.health;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.state.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A monitor for the tests of a service: it checks nothing; results arrive and time passes where the
 * test says so. Report, guards and listeners are the real ones. Each command returns once the
 * listeners have received its events, so that a test neither waits nor polls. One thread gives the
 * commands; the service uses {@link #monitor()} on any.
 *
 * <pre>{@code
 * try (var script = ScriptedMonitor.critical("redis")) {
 *   var orders = new Orders(script.monitor());
 *   script.down("redis", Fault.READ_TIMEOUT);
 *   assertEquals(503, orders.get("1").status());
 * }
 * }</pre>
 */
public final class ScriptedMonitor implements AutoCloseable {
  // The longest wait for a listener that blocks.
  private static final Duration DELIVERY = Duration.ofSeconds(10);
  private static final Duration TOOK = Duration.ofMillis(1);

  private final Instant start = Instant.now();
  private final List<Dependency> dependencies;
  private final List<ListenerQueue> queues;
  private final HealthStore store;
  private final HealthMonitor monitor;
  private final AtomicLong nanos = new AtomicLong();

  private ScriptedMonitor(List<Dependency> dependencies, List<HealthListener> listeners) {
    InstantSource clock = () -> start.plusNanos(nanos.get());
    var threads = Threads.ofMonitor(Thread::new);
    this.dependencies = dependencies;
    this.queues =
        listeners.stream().map(each -> new ListenerQueue(each, threads)).toList();
    this.store = new HealthStore(
        HealthStore.State.initial(dependencies, start, nanos.get()), clock, nanos::get, queues);
    Map<String, DependencyGuard> guards = new HashMap<>();
    for (int i = 0; i < dependencies.size(); i++) {
      Dependency each = dependencies.get(i);
      guards.put(each.name(), new DependencyGuard(store, i, clock, nanos::get, null, slot -> null));
    }
    this.monitor = HealthMonitor.withoutChecks(
            store, guards, Dependency.redis(dependencies), queues)
        .announced(listeners);
  }

  /**
   * A monitor of dependencies on the default schedule, without which the service is unhealthy.
   *
   * @throws IllegalArgumentException where a name is not as {@link Dependency} describes it, or is
   *     there twice
   */
  public static ScriptedMonitor critical(String... names) {
    return of(Stream.of(names).map(name -> Dependency.of(name, Optional::empty)).toList());
  }

  /**
   * A monitor of the dependencies of a service. Their names, thresholds and importance count;
   * nothing calls their checks, and the guards count no requests.
   *
   * @param listeners receive the events as those of a real monitor
   * @throws IllegalArgumentException where a name is there twice
   */
  public static ScriptedMonitor of(List<Dependency> dependencies, HealthListener... listeners) {
    // It rejects two dependencies of one name.
    dependencies.forEach(HealthMonitor.builder()::add);
    return new ScriptedMonitor(List.copyOf(dependencies), List.of(listeners));
  }

  /** The monitor, for the service; the same object each time. */
  public HealthMonitor monitor() {
    return monitor;
  }

  /**
   * One check succeeds. The first success of all counts at once; after an outage the threshold
   * decides, two by default.
   *
   * @throws IllegalArgumentException where there is no dependency of that name
   */
  public void succeed(String name) {
    Phase ignored = publish(index(name), null);
  }

  /**
   * One check fails. Once it has succeeded before, the threshold decides, three by default.
   *
   * @throws IllegalArgumentException where there is no dependency of that name
   */
  public void fail(String name, Cause cause) {
    Phase ignored = publish(index(name), requireNonNull(cause, "cause"));
  }

  /**
   * Checks succeed until the dependency can be used.
   *
   * @throws IllegalArgumentException where there is no dependency of that name
   */
  public void up(String name) {
    int index = index(name);
    while (publish(index, null) != Phase.UP) {
      // The next success counts.
    }
  }

  /**
   * Checks fail until that is an outage. A dependency that only rejects writes can still be
   * degraded then.
   *
   * @throws IllegalArgumentException where there is no dependency of that name
   */
  public void down(String name, Cause cause) {
    int index = index(name);
    requireNonNull(cause, "cause");
    while (publish(index, cause) != Phase.DOWN) {
      // The next failure counts.
    }
  }

  /**
   * Time passes without a result: a guard permits a trial again after a second, and a result is
   * {@link Status#STALE} after its lifetime.
   *
   * @throws IllegalArgumentException where the time is negative
   */
  public void pass(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time does not pass backwards: " + time);
    }
    long ignored = nanos.addAndGet(time.toNanos());
  }

  private int index(String name) {
    for (int i = 0; i < dependencies.size(); i++) {
      if (dependencies.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("there is no check of that name: " + name);
  }

  private Phase publish(int index, @Nullable Cause cause) {
    Instant at = start.plusNanos(nanos.get());
    HealthState state = store.publish(
        index,
        cause == null ? ProbeResult.success(TOOK, at) : ProbeResult.failure(cause, TOOK, at),
        nanos.get());
    deliver();
    return state.phase();
  }

  private void deliver() {
    long end = System.nanoTime() + DELIVERY.toNanos();
    try {
      for (ListenerQueue queue : queues) {
        queue.await(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes the monitor. */
  @Override
  public void close() {
    monitor.close();
  }
}
