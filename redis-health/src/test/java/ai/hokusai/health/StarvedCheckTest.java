package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.probe.SingleFlight;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A check in a process that gets too little processor time; time passes as the test says. */
final class StarvedCheckTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Cause DOWN = Cause.of("DOWN", FaultClass.SERVER, "it is down", "wait");

  private final Queue<Runnable> inFlight = new ArrayDeque<>();
  private long now;
  private @Nullable Cause cause;
  private final InstantSource clock = () -> START.plusNanos(now);
  private final HealthStore store =
      new HealthStore(Checks.view("C", START, 0), clock, () -> now, List.of());
  private final Traffic traffic = new Traffic(() -> now);
  private final Starvation starvation = new Starvation(() -> CpuStat.Counters.ZERO);
  private final SingleFlight flight =
      Checks.flight(() -> Optional.ofNullable(cause), inFlight::add, clock);
  private final MonitoredCheck check =
      Checks.monitored(flight, store, traffic, () -> 0, null, starvation);

  @Test
  void countsItsTimeOutsForNeitherSide() {
    succeed();
    pass(5_000);
    starve(1);
    assertThat(snapshot().status()).isEqualTo(Status.DEGRADED);
    assertThat(codeOf(snapshot())).isEqualTo("PROCESS_STARVED");
    assertThat(snapshot().tally().consecutiveFailures()).isZero();

    starve(8);
    assertThat(snapshot().status()).isEqualTo(Status.DEGRADED);
    land();
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
    assertThat(snapshot().cause()).isNull();
  }

  @Test
  void isStaleForThatReasonAfterSixteenSeconds() {
    succeed();
    pass(5_000);
    starve(11);
    assertThat(now).isEqualTo(nanos(16_000));
    assertThat(snapshot().status()).isEqualTo(Status.DEGRADED);
    pass(100);

    assertThat(snapshot().status()).isEqualTo(Status.STALE);
    assertThat(codeOf(snapshot())).isEqualTo("PROCESS_STARVED");
  }

  @Test
  void staysFreshWhileRequestsSucceed() {
    succeed();
    pass(5_000);
    for (int i = 0; i < 40; i++) {
      starve(1);
      traffic.record(Operation.READ, null, nanos(5));
      assertThat(snapshot().status()).isEqualTo(Status.DEGRADED);
    }
    starve(17);

    assertThat(snapshot().status()).isEqualTo(Status.STALE);
    assertThat(codeOf(snapshot())).isEqualTo("PROCESS_STARVED");
  }

  @Test
  void allowsTheSecondAttemptTheLongestDeadline() {
    succeed();
    pass(5_000);
    starve(1);
    pass(1_000);
    check.advance(now);
    starve(4);
    assertThat(flight.isWaiting()).isTrue();
    starve(1);

    assertThat(flight.isWaiting()).isFalse();
  }

  @Test
  void endsALongerAttemptOnceTheProcessIsPunctual() {
    succeed();
    pass(5_000);
    starve(1);
    pass(1_000);
    check.advance(now);
    starve(1);
    assertThat(flight.isWaiting()).isTrue();
    pass(1_000);
    check.advance(now);

    assertThat(flight.isWaiting()).isFalse();
  }

  @Test
  void countsTheTimeOutsOfAServerThatHangsInAPunctualProcess() {
    succeed();
    pass(5_000);
    for (int i = 0; i < 3; i++) {
      timeOut();
      pass(1_000);
    }

    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(snapshot().cause()).isEqualTo(Fault.CHECK_TIMEOUT);
  }

  @Test
  void countsWhatIsNoTimeOut() {
    succeed();
    cause = DOWN;
    pass(5_000);
    for (int i = 0; i < 3; i++) {
      check.advance(now);
      starvation.late(nanos(900), now);
      land();
      pass(1_000);
    }

    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(snapshot().cause()).isEqualTo(DOWN);
  }

  @Test
  void ignoresTimeOutsOfRequestsBesideAServerThatWorks() {
    succeed();
    for (int i = 0; i < 40; i++) {
      pass(100);
      traffic.record(Operation.READ, Fault.READ_TIMEOUT, nanos(1_000));
      starvation.late(nanos(90), now);
      check.advance(now);
      landIfUnderWay();
    }

    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
    pass(250);
    check.advance(now);
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void countsTimeOutsOfRequestsInAPunctualProcess() {
    succeed();
    for (int i = 0; i < 40; i++) {
      pass(100);
      traffic.record(Operation.READ, Fault.READ_TIMEOUT, nanos(1_000));
      check.advance(now);
      landIfUnderWay();
    }

    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(snapshot().cause()).isEqualTo(Fault.READ_TIMEOUT);
  }

  private void succeed() {
    check.advance(now);
    land();
  }

  /** Seconds in which the process is late for 0.8 s each, and no attempt ends in time. */
  private void starve(int seconds) {
    check.advance(now);
    for (int i = 0; i < seconds; i++) {
      now += nanos(1_000);
      starvation.late(nanos(800), now);
      check.advance(now);
      if (!flight.isWaiting()) {
        landIfUnderWay();
      }
    }
  }

  private void timeOut() {
    check.advance(now);
    now += nanos(1_000);
    check.advance(now);
    land();
  }

  private void landIfUnderWay() {
    if (!inFlight.isEmpty()) {
      land();
    }
  }

  private void land() {
    inFlight.remove().run();
    check.advance(now);
  }

  private void pass(long millis) {
    now += nanos(millis);
  }

  private HealthSnapshot snapshot() {
    return store.state().report().checks().get(0).snapshot();
  }

  private static String codeOf(HealthSnapshot snapshot) {
    Cause known = snapshot.cause();
    return known == null ? "" : known.code();
  }

  private static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
