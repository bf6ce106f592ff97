package ai.hokusai.health;

import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.probe.CheckProbe;
import ai.hokusai.health.probe.SingleFlight;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Checks for tests: {@code C} for a critical one, {@code o} for an optional one, called a, b, c, … */
final class Checks {

  /** Long pauses, so that a test can tell them apart. */
  static final Schedule SCHEDULE = Schedule.every(Duration.ofSeconds(5))
      .withDown(Duration.ofSeconds(2))
      .withLongDown(Duration.ofSeconds(10));

  private Checks() {}

  /** Where nothing is known of them at a moment, and a reading, of both clocks. */
  static HealthStore.State view(String kinds, Instant now, long nanos) {
    List<CheckEntry> published = new ArrayList<>();
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < kinds.length(); i++) {
      var each = CheckEntry.of(HealthState.initial(now), Requests.NONE, nanos, SCHEDULE);
      published.add(each);
      checks.add(Check.of(name(i), kinds.charAt(i) == 'C', each.snapshot()));
    }
    return new HealthStore.State(HealthReport.initial(checks, now), published);
  }

  /** Attempts with the deadline of the default, each of which ends when the test runs it. */
  static SingleFlight flight(HealthCheck check, Executor attempts, InstantSource clock) {
    return flight(check, SCHEDULE.deadline(), attempts, clock);
  }

  /** Attempts with a deadline, each of which ends when the test runs it. */
  static SingleFlight flight(
      HealthCheck check, Duration deadline, Executor attempts, InstantSource clock) {
    return new SingleFlight(
        new CheckProbe(check::check, clock), deadline, attempts, clock, () -> {});
  }

  /** The only check of a store, due at once, in a process that is never starved. */
  static MonitoredCheck monitored(
      SingleFlight flight,
      HealthStore store,
      @Nullable Traffic traffic,
      DoubleSupplier jitter,
      @Nullable FreshDial fresh) {
    return monitored(flight, store, traffic, jitter, fresh, new Starvation(CpuStat.NONE::read));
  }

  /** The only check of a store, due at once. */
  static MonitoredCheck monitored(
      SingleFlight flight,
      HealthStore store,
      @Nullable Traffic traffic,
      DoubleSupplier jitter,
      @Nullable FreshDial fresh,
      Starvation starvation) {
    return new MonitoredCheck(0, flight, SCHEDULE, store, traffic, jitter, 0, fresh, starvation);
  }

  static String name(int index) {
    return String.valueOf((char) ('a' + index));
  }
}
