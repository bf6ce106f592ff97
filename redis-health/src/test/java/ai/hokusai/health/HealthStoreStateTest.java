package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.RedisFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HealthStoreStateTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration TOOK = Duration.ofMillis(3);
  private static final long FIRST = Duration.ofSeconds(25).toNanos();
  private static final long STALE = Duration.ofSeconds(16).toNanos();

  @Test
  void isBelievedUpToTheLimit() {
    HealthStore.State view = up(1_000);

    assertThat(view.asOf(1_000 + STALE)).isSameAs(view);
  }

  @Test
  void isStaleBeyondTheLimit() {
    HealthStore.State stale = up(1_000).asOf(1_001 + STALE);

    var snapshot = HealthSnapshot.of(Status.STALE, Fault.PROBE_STALLED, START.plusSeconds(16))
        .withCheckedAt(START)
        .withDuration(TOOK)
        .withTally(Tally.of(1, 0, 0, false, START));
    assertThat(stale.check(0).snapshot()).isEqualTo(snapshot);
    assertThat(stale.report().status()).isEqualTo(Status.STALE);
    assertThat(stale.report().since()).isEqualTo(START.plusSeconds(16));
    assertThat(stale.report().checks().get(0).snapshot())
        .isSameAs(stale.check(0).snapshot());
  }

  @Test
  void returnsTheSameObjectAlsoOnceStale() {
    HealthStore.State view = up(0);

    assertThat(view.asOf(STALE + 1)).isSameAs(view.asOf(STALE + 1_000_000_000));
  }

  @Test
  void isStaleWhereTheFirstResultNeverComes() {
    HealthStore.State unknown = Checks.view("C", START, 0);
    assertThat(unknown.asOf(FIRST)).isSameAs(unknown);
    HealthStore.State view = unknown.asOf(FIRST + 1);

    assertThat(view.check(0).snapshot())
        .isEqualTo(HealthSnapshot.of(Status.STALE, Fault.PROBE_STALLED, START.plusSeconds(25)));
  }

  @Test
  void survivesTheOverflowOfTheMonotonicClock() {
    HealthStore.State view = up(Long.MAX_VALUE);

    assertThat(view.asOf(Long.MIN_VALUE + 5)).isSameAs(view);
    assertThat(view.asOf(Long.MIN_VALUE + STALE).report().status()).isEqualTo(Status.STALE);
  }

  @Test
  void agesOneCheckAfterTheOther() {
    HealthStore.State view = Checks.view("oC", START, 0)
        .after(1, success(START), false, 10)
        .after(0, success(START), false, 20);

    HealthStore.State first = view.asOf(STALE + 11);
    assertThat(first.check(1).isStale()).isTrue();
    assertThat(first.check(0).isStale()).isFalse();
    assertThat(first.report().status()).isEqualTo(Status.STALE);
    HealthStore.State second = view.asOf(STALE + 21);
    assertThat(second.check(0).isStale()).isTrue();
    assertThat(second.asOf(STALE * 2)).isSameAs(second);
  }

  @Test
  void anOptionalCheckThatIsStaleDegrades() {
    HealthStore.State view = Checks.view("Co", START, 0)
        .after(1, success(START), false, 0)
        .after(0, success(START), false, 10);

    assertThat(view.asOf(STALE + 1).report().status()).isEqualTo(Status.DEGRADED);
    assertThat(view.asOf(STALE + 11).report().status()).isEqualTo(Status.STALE);
  }

  @Test
  void aSingleFailureInTimeDecidesNothing() {
    HealthStore.State later =
        up(0).asOf(STALE).after(0, failure(START.plusSeconds(16)), false, STALE);

    assertThat(later.report().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void restartsTheStreakAfterAStall() {
    HealthStore.State later =
        up(0).asOf(STALE + 1).after(0, failure(START.plusSeconds(100)), false, STALE + 1);

    assertThat(later.report().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(later.report().since()).isEqualTo(START.plusSeconds(100));
    assertThat(later.asOf(2 * STALE + 1)).isSameAs(later);
  }

  @Test
  void anOutageThatGoesOnAfterAStallKeepsItsBeginning() {
    HealthStore.State down = Checks.view("C", START, 0);
    for (int i = 1; i <= 3; i++) {
      down = down.after(0, failure(START.plusSeconds(i)), false, i);
    }
    HealthStore.State stale = down.asOf(FIRST + 4);
    assertThat(stale.report().status()).isEqualTo(Status.STALE);

    HealthStore.State later = stale.after(0, failure(START.plusSeconds(100)), false, FIRST + 4);
    assertThat(later.report().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(later.report().since()).isEqualTo(START.plusSeconds(3));
    assertThat(later.check(0).snapshot().since()).isEqualTo(START.plusSeconds(3));
  }

  @Test
  void aWarningThatDegradesBeginsAStatus() {
    HealthStore.State view = up(0);

    view = view.after(0, degraded(5, Fault.SLOW), false, 5);
    assertThat(view.check(0).snapshot().status()).isEqualTo(Status.DEGRADED);
    assertThat(view.check(0).snapshot().since()).isEqualTo(START.plusSeconds(5));
    assertThat(view.report().since()).isEqualTo(START.plusSeconds(5));
    view = view.after(0, degraded(8, Fault.SHARD_DOWN), false, 8);
    assertThat(view.check(0).snapshot().cause()).isEqualTo(Fault.SHARD_DOWN);
    assertThat(view.check(0).snapshot().since()).isEqualTo(START.plusSeconds(5));
    view = view.after(0, success(START.plusSeconds(10)), false, 10);
    assertThat(view.check(0).snapshot().since()).isEqualTo(START.plusSeconds(10));
    assertThat(view.report().since()).isEqualTo(START.plusSeconds(10));
  }

  private static ProbeResult degraded(long second, Fault warning) {
    return success(START.plusSeconds(second)).with(List.of(warning), RedisFacts.NONE);
  }

  @Test
  void drainingKeepsTheAgeOfWhatIsKnown() {
    HealthStore.State draining = up(0).draining(START.plusSeconds(2));

    assertThat(draining.report().status()).isEqualTo(Status.DRAINING);
    assertThat(draining.check(0).snapshot().isUsable()).isTrue();
    HealthStore.State later = draining.asOf(STALE + 1);
    assertThat(later.report().status()).isEqualTo(Status.DRAINING);
    assertThat(later.report().since()).isEqualTo(START.plusSeconds(2));
    assertThat(later.check(0).snapshot().cause()).isEqualTo(Fault.PROBE_STALLED);
    assertThat(later.check(0).snapshot().isUsable()).isFalse();
  }

  @Test
  void hasNoAgeWithoutChecks() {
    HealthStore.State view = Checks.view("", START, 0);

    assertThat(view.asOf(Long.MAX_VALUE)).isSameAs(view);
  }

  private static HealthStore.State up(long nanos) {
    return Checks.view("C", START, 0).after(0, success(START), false, nanos);
  }

  private static ProbeResult success(Instant at) {
    return ProbeResult.success(TOOK, at);
  }

  private static ProbeResult failure(Instant at) {
    return ProbeResult.failure(Fault.LOADING, TOOK, at);
  }
}
