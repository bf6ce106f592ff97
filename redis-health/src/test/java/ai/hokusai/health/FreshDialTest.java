package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Traffic;
import ai.hokusai.health.traffic.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New connections beside a kept one: time passes in steps of 10 ms, and all attempts end at once. */
final class FreshDialTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  private final Queue<Runnable> inFlight = new ArrayDeque<>();
  private final Queue<Runnable> hanging = new ArrayDeque<>();
  private final List<Long> dials = new ArrayList<>();
  private long now;
  private boolean areDialsAnswered = true;
  private @Nullable Cause kept;
  private @Nullable Cause fresh;
  private final InstantSource clock = () -> START.plusNanos(now);
  private final HealthStore store =
      new HealthStore(Checks.view("C", START, 0), clock, () -> now, List.of());
  private final Traffic traffic = new Traffic(() -> now);
  private final Starvation starvation = new Starvation(() -> CpuStat.Counters.ZERO);
  private final FreshDial dial = new FreshDial(
      0,
      Checks.flight(
          () -> {
            dials.add(millis());
            return Optional.ofNullable(fresh);
          },
          Duration.ofSeconds(10),
          task -> (areDialsAnswered ? inFlight : hanging).add(task),
          clock),
      Checks.SCHEDULE,
      store,
      traffic,
      true,
      () -> 0,
      0,
      starvation);
  private final MonitoredCheck check = Checks.monitored(
      Checks.flight(() -> Optional.ofNullable(kept), inFlight::add, clock),
      store,
      traffic,
      () -> 0,
      dial);

  @Test
  void triesANewConnectionEveryHalfMinute() {
    playUntil(100_000);
    assertThat(dials).hasSize(3).satisfies(all -> {
      assertThat(all.get(0)).isBetween(29_900L, 30_100L);
      assertThat(all.get(1)).isBetween(59_900L, 60_200L);
      assertThat(all.get(2)).isBetween(89_900L, 90_300L);
    });
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void isDegradedWithTheCodeOfTheNewConnectionOnceTheKeptOneHasWorkedAgain() {
    playUntil(29_000);
    fresh = Fault.AUTH_FAILED;
    playUntil(30_100);

    assertThat(snapshot().status()).isEqualTo(Status.DEGRADED);
    assertThat(snapshot().cause()).isEqualTo(Fault.AUTH_FAILED);
    assertThat(snapshot().isUsable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT_TIMEOUT, 0, HEALTHY",
    "READ_TIMEOUT, 0, HEALTHY",
    "AUTH_FAILED, 0, DEGRADED",
    "CONNECT_TIMEOUT, 1, DEGRADED"
  })
  void aStarvedProcessBlamesNoTimeOutOnNewConnections(Fault fault, int punctual, Status status) {
    playUntil(29_000);
    fresh = fault;
    if (punctual == 0) {
      starvation.late(9_000_000_000L, 39_000_000_000L);
    }
    playUntil(36_000);

    assertThat(dials).hasSizeGreaterThan(1);
    assertThat(snapshot().status()).isEqualTo(status);
  }

  @Test
  void endsWithTheFirstNewConnectionThatSucceeds() {
    fresh = Fault.AUTH_FAILED;
    playUntil(40_000);
    assertThat(snapshot().status()).isEqualTo(Status.DEGRADED);

    fresh = null;
    playUntil(42_100);
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void triesAgainEveryTwoSecondsWhileNewConnectionsFail() {
    fresh = Fault.TLS_EXPIRED;
    playUntil(40_000);
    assertThat(dials).hasSize(5);
  }

  @Test
  void aConnectionOfThePoolThatFailsBringsTheAttemptForward() {
    playUntil(5_000);
    fresh = Fault.TLS_UNTRUSTED;
    traffic.record(Operation.CONNECT, Fault.TLS_UNTRUSTED, 1_000);
    playUntil(5_100);

    assertThat(dials).containsExactly(5_010L);
    assertThat(snapshot().cause()).isEqualTo(Fault.TLS_UNTRUSTED);
  }

  @Test
  void connectionsThatKeepFailingBringOneAttemptASecond() {
    playUntil(5_000);
    for (long at = 5_000; at < 9_000; at += 100) {
      traffic.record(Operation.CONNECT, Fault.CONNECTION_CLOSED, 1_000);
      playUntil(at + 100);
    }
    assertThat(dials).hasSizeBetween(4, 5);
  }

  @Test
  void aNewConnectionThatSucceedsEndsAVerdictOfThePool() {
    playUntil(5_000);
    fresh = Fault.AUTH_FAILED;
    for (int i = 0; i < 20; i++) {
      traffic.record(Operation.CONNECT, Fault.AUTH_FAILED, 1_000);
    }
    playUntil(20_000);
    assertThat(snapshot().requests().connections().level()).isEqualTo(Verdict.Level.FAILING);

    fresh = null;
    playUntil(25_000);
    assertThat(snapshot().requests().connections()).isEqualTo(Verdict.OK);
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void oneClosedConnectionIsNoFailure() {
    playUntil(29_900);
    fresh = Fault.CONNECTION_CLOSED;
    playUntil(30_500);
    fresh = null;
    playUntil(40_000);

    assertThat(dials).hasSize(2);
    assertThat(store.state().check(0).connections().cause()).isNull();
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void aNameThatIsNotFoundThreeTimesIsOne() {
    playUntil(29_900);
    fresh = Fault.DNS_NOT_FOUND;
    playUntil(31_900);
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
    playUntil(32_200);
    assertThat(snapshot().cause()).isEqualTo(Fault.DNS_NOT_FOUND);
  }

  @Test
  void saysNothingWhereTheKeptConnectionFailsToo() {
    playUntil(29_900);
    fresh = Fault.CONNECT_REFUSED;
    kept = Fault.CONNECT_REFUSED;
    playUntil(60_000);

    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(store.state().check(0).connections()).isEqualTo(NewConnections.NONE);
    assertThat(dials.size()).isLessThanOrEqualTo(3);
  }

  @Test
  void anOutageOfTheKeptConnectionEndsIt() {
    fresh = Fault.AUTH_FAILED;
    playUntil(40_000);
    kept = Fault.AUTH_FAILED;
    playUntil(60_000);
    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);

    kept = null;
    fresh = null;
    playUntil(70_000);
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void aNewConnectionThatWorksBringsTheEndOfAnOutageForward() {
    playUntil(5_000);
    kept = Fault.AUTH_FAILED;
    playUntil(80_000);
    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);

    kept = null;
    int before = dials.size();
    playUntil(91_500);
    assertThat(dials.size()).isGreaterThan(before);
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void triesAtThePaceOfTheProbeWhileRedisRefusesTheSettings() {
    playUntil(5_000);
    kept = Fault.AUTH_FAILED;
    fresh = Fault.AUTH_FAILED;
    playUntil(40_000);
    assertThat(dials.size()).isBetween(10, 18);
    playUntil(140_000);
    assertThat(dials.size()).isBetween(26, 40);
  }

  @Test
  void aReconnectOfAProbeAdvancesTheFreshDial() {
    playUntil(5_000);
    dial.keptIsNew();
    playUntil(5_100);
    assertThat(dials).containsExactly(5_010L);
    playUntil(20_000);
    assertThat(dials).hasSize(1);
  }

  @Test
  void aHangOfTheNewConnectionHoldsUpNoProbe() {
    areDialsAnswered = false;
    playUntil(60_000);

    assertThat(hanging).hasSize(1);
    assertThat(snapshot().cause()).isEqualTo(Fault.CHECK_TIMEOUT);
    assertThat(snapshot().checkedAt()).isBetween(START.plusSeconds(54), START.plusSeconds(60));
  }

  private void playUntil(long end) {
    for (long at = millis(); at < end; at += 10) {
      now = Duration.ofMillis(at).toNanos();
      while (!inFlight.isEmpty()) {
        inFlight.remove().run();
      }
      long ignored = check.advance(now);
    }
    now = Duration.ofMillis(end).toNanos();
  }

  private long millis() {
    return Duration.ofNanos(now).toMillis();
  }

  private HealthSnapshot snapshot() {
    return store.state().check(0).snapshot();
  }
}
