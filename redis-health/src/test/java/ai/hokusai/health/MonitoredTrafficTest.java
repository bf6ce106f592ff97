package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A check that is watched beside its traffic: requests of a service with ten reads a second. */
final class MonitoredTrafficTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final int REQUEST_EVERY = 100;

  private final Queue<Runnable> inFlight = new ArrayDeque<>();
  private long now;
  private @Nullable Cause cause;
  private long probes;
  private final InstantSource clock = () -> START.plusNanos(now);
  private final HealthStore store =
      new HealthStore(Checks.view("C", START, 0), clock, () -> now, List.of());
  private final Traffic traffic = new Traffic(() -> now);
  private final MonitoredCheck check = Checks.monitored(
      Checks.flight(
          () -> {
            probes++;
            return Optional.ofNullable(cause);
          },
          inFlight::add,
          clock),
      store,
      traffic,
      () -> 0,
      null);

  /** One second of a service that works. */
  @BeforeEach
  void works() {
    play(0, 1_000, null, true);
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
    assertThat(probes).isEqualTo(1);
  }

  @Test
  void aFirstFailureBringsTheProbeForward() {
    now = Duration.ofSeconds(1).toNanos();
    record(Fault.CONNECTION_CLOSED);
    check.advance(now);
    assertThat(inFlight).hasSize(1);
  }

  @Test
  void failuresBringOneProbeASecondWhileItFindsNothing() {
    play(1_000, 4_000, Fault.NO_PERMISSION, true);

    assertThat(probes).isEqualTo(1 + 3);
    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(snapshot().cause()).isEqualTo(Fault.NO_PERMISSION);
    assertThat(snapshot().requests().reads().failures()).isBetween(25L, 30L);
    assertThat(snapshot().since()).isBetween(at(2_900), at(3_100));
  }

  @Test
  void aRefusedConnectionIsFoundWithinASecond() {
    cause = Fault.CONNECT_REFUSED;
    play(1_000, 2_000, Fault.CONNECT_REFUSED, true);

    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(snapshot().cause()).isEqualTo(Fault.CONNECT_REFUSED);
    assertThat(snapshot().since()).isBefore(at(2_000));
  }

  @Test
  void aRefusedConnectionRightAfterAProbeIsFoundAsSoon() {
    play(1_000, 5_050, null, true);
    assertThat(probes).isEqualTo(2);

    cause = Fault.CONNECT_REFUSED;
    play(5_050, 5_500, Fault.CONNECT_REFUSED, true);

    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(snapshot().cause()).isEqualTo(Fault.CONNECT_REFUSED);
    assertThat(snapshot().since()).isBefore(at(5_400));
  }

  @Test
  void aHangIsFoundWithinTwoSeconds() {
    long hang = 1_000;
    // The requests of the hang fail after their time-out of a second.
    play(hang, hang + 1_000, null, false, false);
    play(hang + 1_000, hang + 2_000, Fault.READ_TIMEOUT, false);

    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(snapshot().since()).isBetween(at(hang + 1_700), at(hang + 2_000));
  }

  @Test
  void aStallOfOneAndAHalfSecondsIsNoOutage() {
    long stall = 1_000;
    play(stall, stall + 1_000, null, false, false);
    play(stall + 1_000, stall + 1_500, Fault.READ_TIMEOUT, false);
    play(stall + 1_500, stall + 3_000, null, true);

    assertThat(snapshot().status()).isEqualTo(Status.DEGRADED);
    assertThat(snapshot().cause()).isEqualTo(Fault.READ_TIMEOUT);
    assertThat(store.state().check(0).state().transitions().total()).isZero();
  }

  @Test
  void aSingleClosedConnectionIsNoOutage() {
    record(Fault.CONNECTION_CLOSED);
    play(1_000, 3_000, null, true);

    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
    assertThat(probes).isEqualTo(2);
  }

  @Test
  void failuresOfAnOutageDoNotOutliveIt() {
    cause = Fault.CONNECT_REFUSED;
    play(1_000, 4_000, Fault.CONNECT_REFUSED, true);
    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);

    cause = null;
    play(4_000, 8_000, null, true);
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
    assertThat(snapshot().requests().reads().attempts()).isZero();
  }

  @Test
  void aRequestThatSucceedsBringsTheEndOfAnOutageForward() {
    cause = Fault.CONNECT_REFUSED;
    play(1_000, 70_000, Fault.CONNECT_REFUSED, true);
    long before = probes;

    cause = null;
    play(70_000, 72_500, null, true);
    assertThat(snapshot().isUsable()).isTrue();
    assertThat(probes - before).isBetween(2L, 3L);
  }

  private void play(long from, long to, @Nullable Fault fault, boolean isAnswered) {
    play(from, to, fault, isAnswered, true);
  }

  /** Lets time pass in steps of 10 ms, with requests that end so, and probes that are answered or hang. */
  private void play(
      long from, long to, @Nullable Fault fault, boolean isAnswered, boolean hasRequests) {
    long next = now;
    for (long millis = from; millis < to; millis += 10) {
      now = Duration.ofMillis(millis).toNanos();
      if (hasRequests && millis % REQUEST_EVERY == 0) {
        record(fault);
        next = now;
      }
      if (isAnswered && !inFlight.isEmpty()) {
        inFlight.remove().run();
        next = now;
      }
      if (now - next >= 0) {
        next = check.advance(now);
      }
    }
  }

  private void record(@Nullable Fault fault) {
    traffic.record(Operation.READ, fault, 1_000);
  }

  private HealthSnapshot snapshot() {
    return store.state().check(0).snapshot();
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
