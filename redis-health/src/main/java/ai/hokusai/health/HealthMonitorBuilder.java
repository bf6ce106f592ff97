package ai.hokusai.health;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.probe.CheckProbe;
import ai.hokusai.health.probe.Probe;
import ai.hokusai.health.probe.SingleFlight;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Traffic;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the checks and listeners of a monitor, and starts it. The name of a check is its name in reports,
 * logs and metrics: lower-case letters, digits, {@code _} and {@code -}, a letter first; each name is there
 * once. A monitor does not close a {@link RedisHealth}. For one thread.
 */
public final class HealthMonitorBuilder {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

  private final List<Registration> checks = new ArrayList<>();
  private final List<HealthListener> listeners = new ArrayList<>();
  private ThreadFactory threads = Thread::new;

  HealthMonitorBuilder() {}

  /**
   * Adds a Redis without which the service is unhealthy.
   *
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder critical(String name, RedisHealth redis) {
    return critical(name, redis, Schedule.DEFAULT);
  }

  /** Adds a Redis without which the service is unhealthy, with its own schedule. */
  public HealthMonitorBuilder critical(String name, RedisHealth redis, Schedule schedule) {
    return add(new Registration(name, true, schedule, null, redis));
  }

  /**
   * Adds a dependency without which the service is unhealthy.
   *
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder critical(String name, HealthCheck check) {
    return critical(name, check, Schedule.DEFAULT);
  }

  /** Adds a dependency without which the service is unhealthy, with its own schedule. */
  public HealthMonitorBuilder critical(String name, HealthCheck check, Schedule schedule) {
    return add(new Registration(name, true, schedule, check, null));
  }

  /**
   * Adds a Redis without which the service is degraded.
   *
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder optional(String name, RedisHealth redis) {
    return optional(name, redis, Schedule.DEFAULT);
  }

  /** Adds a Redis without which the service is degraded, with its own schedule. */
  public HealthMonitorBuilder optional(String name, RedisHealth redis, Schedule schedule) {
    return add(new Registration(name, false, schedule, null, redis));
  }

  /**
   * Adds a dependency without which the service is degraded.
   *
   * @throws IllegalArgumentException where the name is not as described or is taken
   */
  public HealthMonitorBuilder optional(String name, HealthCheck check) {
    return optional(name, check, Schedule.DEFAULT);
  }

  /** Adds a dependency without which the service is degraded, with its own schedule. */
  public HealthMonitorBuilder optional(String name, HealthCheck check, Schedule schedule) {
    return add(new Registration(name, false, schedule, check, null));
  }

  private HealthMonitorBuilder add(Registration check) {
    String name = check.name();
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name is small letters, digits, _ and -, a letter first: " + name);
    }
    if (checks.stream().anyMatch(each -> each.name().equals(name))) {
      throw new IllegalArgumentException("there is a check of that name already: " + name);
    }
    checks.add(check);
    return this;
  }

  /** Adds a receiver of every change and result, which has its own thread while there are any. */
  public HealthMonitorBuilder listener(HealthListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Replaces the factory of all threads, as with {@code Thread.ofVirtual().factory()} of newer JDKs. They
   * are named and made daemons.
   *
   * @param factory makes threads without starting them, and without waiting
   */
  public HealthMonitorBuilder threads(ThreadFactory factory) {
    threads = factory;
    return this;
  }

  /** Starts the monitor and returns at once; the caller closes it. */
  public HealthMonitor start() {
    return new Start().start();
  }

  /** A check as it was registered: either of a Redis or of another dependency. */
  private record Registration(
      String name,
      boolean isCritical,
      Schedule schedule,
      @Nullable HealthCheck check,
      @Nullable RedisHealth redis) {

    Probe probe(InstantSource clock) {
      return redis == null
          ? new CheckProbe(requireNonNull(check)::check, clock)
          : redis.probe(schedule.deadline(), clock);
    }

    @Nullable
    Traffic traffic() {
      return redis == null ? null : redis.traffic();
    }

    Requests requests() {
      return redis == null ? Requests.NONE : redis.requests();
    }
  }

  /** Creates the parts of one monitor and connects them. */
  private final class Start {
    private final Threads started = new Threads(threads);
    private final InstantSource clock = InstantSource.system();
    private final Starvation starvation = new Starvation(CpuStat.ofThisProcess()::read);
    private final EventLoop loop = new EventLoop(System::nanoTime, starvation);
    private final List<SingleFlight> flights = new ArrayList<>();
    private final List<ListenerQueue> queues =
        listeners.stream().map(each -> new ListenerQueue(each, started)).toList();
    private final HealthStore store = new HealthStore(initial(), clock, System::nanoTime, queues);

    private HealthStore.State initial() {
      long nanos = System.nanoTime();
      HealthState state = HealthState.initial(clock.instant());
      List<CheckEntry> entries = checks.stream()
          .map(each -> CheckEntry.of(state, each.requests(), nanos, each.schedule()))
          .toList();
      List<Check> reported = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        Registration each = checks.get(i);
        reported.add(new Check(each.name(), each.isCritical(), entries.get(i).snapshot()));
      }
      return new HealthStore.State(HealthReport.initial(reported, state.since()), entries);
    }

    HealthMonitor start() {
      List<LongUnaryOperator> steps = new ArrayList<>();
      Map<String, Guard> guards = new HashMap<>();
      for (int i = 0; i < checks.size(); i++) {
        Registration each = checks.get(i);
        steps.add(step(i, each));
        guards.put(each.name(), new Guard(store, i, clock, System::nanoTime, each.traffic()));
      }
      List<Traffic> traffic =
          checks.stream().flatMap(each -> Stream.ofNullable(each.traffic())).toList();
      // One object, so that it can be removed again.
      Runnable wake = loop::wake;
      traffic.forEach(each -> each.onFailure(wake));
      Thread thread = started.start("health-monitor", () -> loop.run(steps));
      Runnable detach = () -> traffic.forEach(each -> each.removeListener(wake));
      return new HealthMonitor(store, guards, loop, thread, flights, queues, detach);
    }

    private LongUnaryOperator step(int index, Registration check) {
      Schedule schedule = check.schedule();
      var deadlines = new SingleFlight.Deadlines(
          schedule.deadline(),
          schedule.longestDeadline(),
          schedule.firstDeadline(),
          Schedule.FIRST_ATTEMPTS);
      String thread = "health-check-" + check.name();
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

    private @Nullable FreshDial fresh(int index, Registration check) {
      RedisHealth redis = check.redis();
      if (redis == null) {
        return null;
      }
      String thread = "health-connect-" + check.name();
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
