package ai.hokusai.health;

import ai.hokusai.health.probe.SingleFlight;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.traffic.Traffic;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects the dependencies and listeners of a monitor, and starts it. For one thread. */
public final class HealthMonitorBuilder {
  private final List<Dependency> checks = new ArrayList<>();
  private final List<HealthListener> listeners = new ArrayList<>();
  private ThreadFactory threads = Thread::new;

  HealthMonitorBuilder() {}

  /**
   * Adds a dependency to check; reports list them in this order.
   *
   * @throws IllegalArgumentException where one of that name was added before
   */
  public HealthMonitorBuilder add(Dependency dependency) {
    String name = dependency.name();
    if (checks.stream().anyMatch(each -> each.name().equals(name))) {
      throw new IllegalArgumentException("there is a check of that name already: " + name);
    }
    checks.add(dependency);
    return this;
  }

  /** Adds a receiver of every change and result, which has its own thread while there are any. */
  public HealthMonitorBuilder listener(HealthListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Replaces the factory of all threads, as with {@code Thread.ofVirtual().factory()} of newer
   * JDKs. They are made daemons and named {@code redis-health-<number>-…}, with a number for each
   * monitor of the process.
   *
   * @param factory makes threads without starting them, and without waiting
   */
  public HealthMonitorBuilder threads(ThreadFactory factory) {
    threads = factory;
    return this;
  }

  /** Starts the monitor and returns at once; the caller closes it. */
  public HealthMonitor start() {
    return new Start().start().announced(List.copyOf(listeners));
  }

  /** Creates the parts of one monitor and connects them. */
  private final class Start {
    private final Threads started = Threads.ofMonitor(threads);
    private final InstantSource clock = InstantSource.system();
    private final Starvation starvation = new Starvation(CpuStat.ofThisProcess()::read);
    private final EventLoop loop = new EventLoop(System::nanoTime, starvation);
    private final List<SingleFlight> flights = new ArrayList<>();
    private final List<ListenerQueue> queues =
        listeners.stream().map(each -> new ListenerQueue(each, started)).toList();
    private final HealthStore store = new HealthStore(
        HealthStore.State.initial(checks, clock.instant(), System.nanoTime()),
        clock,
        System::nanoTime,
        queues);

    HealthMonitor start() {
      List<LongUnaryOperator> steps = new ArrayList<>();
      Map<String, DependencyGuard> guards = new HashMap<>();
      for (int i = 0; i < checks.size(); i++) {
        Dependency each = checks.get(i);
        steps.add(step(i, each));
        guards.put(
            each.name(),
            new DependencyGuard(store, i, clock, System::nanoTime, each.traffic(), each::outage));
      }
      List<Traffic> traffic =
          checks.stream().flatMap(each -> Stream.ofNullable(each.traffic())).toList();
      // One object, so that it can be removed again.
      Runnable wake = loop::wake;
      traffic.forEach(each -> each.onFailure(wake));
      Thread thread = started.start("monitor", () -> loop.run(steps));
      Runnable detach = () -> traffic.forEach(each -> each.removeListener(wake));
      return new HealthMonitor(
          store, guards, Dependency.redis(checks), loop, thread, flights, queues, detach);
    }

    private LongUnaryOperator step(int index, Dependency check) {
      Schedule schedule = check.schedule();
      var deadlines = new SingleFlight.Deadlines(
          schedule.deadline(),
          schedule.longestDeadline(),
          schedule.firstDeadline(),
          Schedule.FIRST_ATTEMPTS);
      String thread = "check-" + check.name();
      var flight = new SingleFlight(
          check.probe(clock), deadlines, task -> started.start(thread, task), clock, loop::wake);
      flights.add(flight);
      var monitored = new MonitoredCheck(
          index,
          flight,
          schedule,
          store,
          check.traffic(),
          HealthMonitorBuilder::jitter,
          System.nanoTime(),
          fresh(index, check),
          starvation);
      return Starvation.measuring(monitored::advance, monitored::isUnderWay);
    }

    private @Nullable FreshDial fresh(int index, Dependency check) {
      RedisCheck redis = check.redis();
      if (redis == null) {
        return null;
      }
      String thread = "connect-" + check.name();
      var flight = new SingleFlight(
          redis.freshProbe(clock),
          redis.freshDeadline(),
          task -> started.start(thread, task),
          clock,
          loop::wake);
      flights.add(flight);
      return new FreshDial(
          index,
          flight,
          check.schedule(),
          store,
          redis.traffic(),
          redis.isRenewing(),
          HealthMonitorBuilder::jitter,
          System.nanoTime(),
          starvation);
    }
  }

  private static double jitter() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
