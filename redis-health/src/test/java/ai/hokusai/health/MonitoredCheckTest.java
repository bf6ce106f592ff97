package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loop's work without its thread: time passes as the test says, attempts end when it lets them. */
final class MonitoredCheckTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Cause DOWN = Cause.of("DOWN", FaultClass.SERVER, "it is down", "wait");

  private final Queue<Runnable> inFlight = new ArrayDeque<>();
  private long now;
  private @Nullable Cause cause;
  private double jitter;
  private final InstantSource clock = () -> START.plusNanos(now);
  private final HealthStore store =
      new HealthStore(Checks.view("C", START, 0), clock, () -> now, List.of());
  private final MonitoredCheck check = Checks.monitored(
      Checks.flight(() -> Optional.ofNullable(cause), inFlight::add, clock),
      store,
      null,
      () -> jitter,
      null);

  @Test
  void probesImmediatelyAndWaitsUntilTheDeadlineAtMost() {
    assertThat(check.advance(now)).isEqualTo(nanos(1_000));
    assertThat(inFlight).hasSize(1);
    assertThat(snapshot().status()).isEqualTo(Status.STARTING);
  }

  @Test
  void publishesWhatLandsAndPauses() {
    check.advance(now);
    land(3);

    assertThat(check.advance(now)).isEqualTo(nanos(5_003));
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
    assertThat(inFlight).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 5000", "1, 4500"})
  void probesAgainAfterTheInterval(double jitterNow, long millis) {
    jitter = jitterNow;
    check.advance(now);
    land(0);
    check.advance(now);

    assertThat(advanceAt(millis - 1)).isEqualTo(nanos(millis));
    assertThat(inFlight).isEmpty();
    advanceAt(millis);
    assertThat(inFlight).hasSize(1);
  }

  @Test
  void beginsNothingWhileAnAttemptIsInFlight() {
    check.advance(now);
    advanceAt(500);
    advanceAt(999);

    assertThat(inFlight).hasSize(1);
  }

  @Test
  void cancelsAtTheDeadlineAndCountsAHungProbeUntilItEnds() {
    check.advance(now);
    assertThat(advanceAt(1_000)).isEqualTo(nanos(2_000));
    assertThat(snapshot().cause()).isEqualTo(Fault.CHECK_TIMEOUT);
    assertThat(snapshot().tally().consecutiveFailures()).isEqualTo(1);

    advanceAt(2_000);
    assertThat(advanceAt(3_000)).isEqualTo(nanos(5_000));
    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(snapshot().duration()).isEqualTo(Duration.ofSeconds(3));
    assertThat(inFlight).hasSize(1);

    land(4_000);
    assertThat(check.advance(now)).isEqualTo(nanos(5_000));
    assertThat(snapshot().tally().consecutiveFailures()).isEqualTo(3);
    advanceAt(5_000);
    assertThat(inFlight).hasSize(1);
    land(5_001);
    check.advance(now);
    assertThat(snapshot().tally().consecutiveSuccesses()).isEqualTo(1);
  }

  /** The formula of docs/health-model.md, through the loop. */
  @Test
  void findsABlackHoleInTheDocumentedTime() {
    check.advance(now);
    land(0);
    long next = check.advance(now);
    while (snapshot().status() == Status.HEALTHY) {
      now = next;
      now = check.advance(now);
      long ignored = check.advance(now);
      // As a socket that was closed, the attempt ends soon once it was given up.
      inFlight.remove().run();
      next = check.advance(now);
    }

    assertThat(now).isEqualTo(nanos(5_000 + 3 * 1_000 + 2 * 100));
    assertThat(snapshot().cause()).isEqualTo(Fault.CHECK_TIMEOUT);
  }

  @Test
  void slowsDownOnceItIsDownForAMinute() {
    cause = DOWN;
    long next = check.advance(now);
    while (now < nanos(90_000)) {
      if (inFlight.isEmpty()) {
        now = next;
      } else {
        land(TimeUnit.NANOSECONDS.toMillis(now));
      }
      next = check.advance(now);
    }

    assertThat(next - now).isEqualTo(nanos(1_000));
    land(TimeUnit.NANOSECONDS.toMillis(now));
    assertThat(check.advance(now) - now).isEqualTo(nanos(10_000));
  }

  @Test
  void saysAtOnceWhatFollowsAStall() {
    check.advance(now);
    land(0);
    check.advance(now);
    now = nanos(60_000);
    assertThat(snapshot().status()).isEqualTo(Status.STALE);

    cause = DOWN;
    check.advance(now);
    assertThat(snapshot().status()).isEqualTo(Status.STALE);
    land(60_001);
    check.advance(now);
    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(snapshot().cause()).isEqualTo(DOWN);
  }

  private long advanceAt(long millis) {
    now = nanos(millis);
    return check.advance(now);
  }

  private void land(long millis) {
    now = nanos(millis);
    inFlight.remove().run();
  }

  private HealthSnapshot snapshot() {
    return store.state().check(0).snapshot();
  }

  private static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
