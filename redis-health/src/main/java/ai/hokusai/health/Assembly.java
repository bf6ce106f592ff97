package ai.hokusai.health;

import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.probe.SingleFlight;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.traffic.Traffic;
import java.time.Instant;
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

/** How the parts of a monitor are put together and set going. For one thread, once. */
final class Assembly {
  private final List<Registration> registrations;
  private final Threads threads;
  private final InstantSource clock = InstantSource.system();
  private final Starvation starvation = new Starvation(CpuStat.ofThisProcess()::read);
  private final EventLoop loop = new EventLoop(System::nanoTime, starvation);
  private final List<Teller> tellers;
  private final Board board;
  // One object, so that it can be removed again.
  private final Runnable wake = loop::wake;

  Assembly(
      List<Registration> registrations, List<HealthListener> listeners, ThreadFactory factory) {
    this.registrations = List.copyOf(registrations);
    this.threads = new Threads(factory);
    this.tellers = listeners.stream().map(each -> new Teller(each, threads)).toList();
    this.board = new Board(nothingKnown(clock.instant()), clock, System::nanoTime, tellers);
  }

  private View nothingKnown(Instant now) {
    long nanos = System.nanoTime();
    List<Published> published = registrations.stream()
        .map(
            each -> Published.of(HealthState.initial(now), each.requests(), nanos, each.schedule()))
        .toList();
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < published.size(); i++) {
      Registration each = registrations.get(i);
      checks.add(new Check(each.name(), each.isCritical(), published.get(i).snapshot()));
    }
    return new View(HealthReport.initial(checks, now), published);
  }

  HealthMonitor start() {
    List<SingleFlight> flights = new ArrayList<>();
    List<LongUnaryOperator> checks = new ArrayList<>();
    Map<String, Guard> guards = new HashMap<>();
    for (int i = 0; i < registrations.size(); i++) {
      Registration each = registrations.get(i);
      SingleFlight flight = flight(each);
      flights.add(flight);
      FreshDial fresh = fresh(i, each, flights);
      MonitoredCheck check = check(i, flight, each, fresh);
      checks.add(Starvation.measuring(check::advance, check::isUnderWay));
      guards.put(each.name(), new Guard(board, i, clock, System::nanoTime, each.traffic()));
    }
    List<Traffic> traffic = registrations.stream()
        .flatMap(each -> Stream.ofNullable(each.traffic()))
        .toList();
    traffic.forEach(each -> each.onFailure(wake));
    Thread thread = threads.start("health-monitor", () -> loop.run(checks));
    return new HealthMonitor(
        board,
        guards,
        new Machinery(
            loop,
            thread,
            flights,
            tellers,
            () -> traffic.forEach(each -> each.removeListener(wake))));
  }

  private SingleFlight flight(Registration check) {
    String threadName = "health-check-" + check.name();
    return new SingleFlight(
        check.probe(clock),
        new SingleFlight.Deadlines(
            check.schedule().deadline(),
            check.schedule().longestDeadline(),
            check.schedule().firstDeadline(),
            Schedule.FIRST_ATTEMPTS),
        task -> threads.start(threadName, task),
        clock,
        loop::wake);
  }

  private @Nullable FreshDial fresh(int index, Registration check, List<SingleFlight> flights) {
    Registration.Fresh fresh = check.fresh();
    if (fresh == null) {
      return null;
    }
    String threadName = "health-connect-" + check.name();
    var flight = new SingleFlight(
        fresh.maker().apply(clock),
        fresh.deadline(),
        task -> threads.start(threadName, task),
        clock,
        loop::wake);
    flights.add(flight);
    return new FreshDial(
        index,
        flight,
        check.schedule(),
        board,
        fresh.traffic(),
        fresh.isRenewing(),
        Assembly::jitter,
        System.nanoTime(),
        starvation);
  }

  private static double jitter() {
    return ThreadLocalRandom.current().nextDouble();
  }

  private MonitoredCheck check(
      int index, SingleFlight flight, Registration check, @Nullable FreshDial fresh) {
    return new MonitoredCheck(
        index,
        flight,
        check.schedule(),
        board,
        check.traffic(),
        Assembly::jitter,
        System.nanoTime(),
        fresh,
        starvation);
  }
}
