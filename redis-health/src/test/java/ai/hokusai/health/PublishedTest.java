package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.state.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PublishedTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration TOOK = Duration.ofMillis(3);
  private static final Duration STALE_AFTER = Duration.ofSeconds(16);
  private static final long STALE_NANOS = STALE_AFTER.toNanos();
  private static final HealthState UP = HealthState.initial(START).resume(success(START));
  private static final Tally ONE_SUCCESS = new Tally(1, 0, 0, false, START);

  @Test
  void isBelievedUpToTheLimit() {
    var published = Published.of(UP, 1_000, STALE_AFTER);

    assertThat(published.seenAt(1_000 + STALE_NANOS)).isSameAs(published.snapshot());
  }

  @Test
  void isStaleBeyondTheLimit() {
    assertThat(Published.of(UP, 1_000, STALE_AFTER).seenAt(1_001 + STALE_NANOS))
        .isEqualTo(new HealthSnapshot(
            Status.STALE,
            Fault.PROBE_STALLED,
            START.plusSeconds(16),
            START,
            TOOK,
            null,
            ONE_SUCCESS));
  }

  @Test
  void isStaleWhereTheFirstResultNeverComes() {
    var published = Published.of(HealthState.initial(START), 0, STALE_AFTER);

    assertThat(published.seenAt(STALE_NANOS + 1))
        .isEqualTo(new HealthSnapshot(
            Status.STALE,
            Fault.PROBE_STALLED,
            START.plusSeconds(16),
            null,
            null,
            null,
            Tally.NONE));
  }

  @Test
  void survivesTheOverflowOfTheMonotonicClock() {
    var published = Published.of(UP, Long.MAX_VALUE, STALE_AFTER);

    assertThat(published.seenAt(Long.MIN_VALUE + 5)).isSameAs(published.snapshot());
  }

  @Test
  void goesOnWithAResultInTime() {
    var published = Published.of(UP, 0, STALE_AFTER);
    var failure = failure(START.plusSeconds(16));

    assertThat(published.after(failure, Thresholds.DEFAULT, STALE_NANOS))
        .isEqualTo(Published.of(UP.next(failure, Thresholds.DEFAULT), STALE_NANOS, STALE_AFTER));
  }

  @Test
  void beginsAnewAfterAStall() {
    var published = Published.of(UP, 0, STALE_AFTER);
    var failure = failure(START.plusSeconds(100));

    assertThat(published.after(failure, Thresholds.DEFAULT, STALE_NANOS + 1))
        .isEqualTo(Published.of(UP.resume(failure), STALE_NANOS + 1, STALE_AFTER));
  }

  @Test
  void staysDrainingWhileStale() {
    var draining = Published.of(UP, 0, STALE_AFTER).drained(START.plusSeconds(2));

    assertThat(draining.seenAt(STALE_NANOS).status()).isEqualTo(Status.DRAINING);
    assertThat(draining.seenAt(STALE_NANOS + 1))
        .isEqualTo(new HealthSnapshot(
            Status.DRAINING,
            Fault.PROBE_STALLED,
            START.plusSeconds(2),
            START,
            TOOK,
            null,
            ONE_SUCCESS));
  }

  @Property
  void noSeriesOfResultsLeavesAStaleSnapshotHealthy(
      @ForAll @Size(max = 40) List<Boolean> results,
      @ForAll @Size(40) List<@IntRange(min = 1, max = 20) Integer> gaps,
      @ForAll @IntRange(min = 1) int nanosBeyond) {
    var published = Published.of(HealthState.initial(START), 0, STALE_AFTER);
    long seconds = 0;
    for (int i = 0; i < results.size(); i++) {
      seconds += gaps.get(i);
      Instant at = START.plusSeconds(seconds);
      boolean wasStale =
          published.seenAt(Duration.ofSeconds(seconds).toNanos()).status() == Status.STALE;
      published = published.after(
          results.get(i) ? success(at) : failure(at),
          Thresholds.DEFAULT,
          Duration.ofSeconds(seconds).toNanos());
      if (wasStale) {
        assertThat(published.snapshot().isUsable()).isEqualTo(results.get(i));
      }
      HealthSnapshot stale = published.seenAt(published.nanos() + STALE_NANOS + nanosBeyond);
      assertThat(stale.status()).isEqualTo(Status.STALE);
      assertThat(stale.fault()).isEqualTo(Fault.PROBE_STALLED);
      assertThat(stale.isUsable()).isFalse();
    }
  }

  private static ProbeResult success(Instant at) {
    return ProbeResult.success(TOOK, at);
  }

  private static ProbeResult failure(Instant at) {
    return ProbeResult.failure(Fault.LOADING, TOOK, at);
  }
}
