package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PublishedTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration TOOK = Duration.ofMillis(3);
  private static final Duration STALE_AFTER = Timing.DEFAULT.staleAfter();
  private static final HealthSnapshot HEALTHY =
      HealthSnapshot.starting(START).after(ProbeResult.success(TOOK, START));

  @Test
  void allowsThreeIntervalsAndADeadline() {
    assertThat(STALE_AFTER).isEqualTo(Duration.ofSeconds(16));
  }

  @Test
  void isBelievedUpToTheLimit() {
    var published = new Published(HEALTHY, 1_000);

    assertThat(published.seenAt(1_000 + STALE_AFTER.toNanos(), STALE_AFTER)).isSameAs(HEALTHY);
  }

  @Test
  void isStaleBeyondTheLimit() {
    var published = new Published(HEALTHY, 1_000);

    assertThat(published.seenAt(1_001 + STALE_AFTER.toNanos(), STALE_AFTER))
        .isEqualTo(new HealthSnapshot(
            Status.STALE, Fault.PROBE_STALLED, START.plusSeconds(16), START, TOOK, null));
  }

  @Test
  void isStaleWhereTheFirstResultNeverComes() {
    var published = new Published(HealthSnapshot.starting(START), 0);

    assertThat(published.seenAt(STALE_AFTER.toNanos() + 1, STALE_AFTER))
        .isEqualTo(new HealthSnapshot(
            Status.STALE, Fault.PROBE_STALLED, START.plusSeconds(16), null, null, null));
  }

  @Test
  void survivesTheOverflowOfTheMonotonicClock() {
    var published = new Published(HEALTHY, Long.MAX_VALUE);

    assertThat(published.seenAt(Long.MIN_VALUE + 5, STALE_AFTER)).isSameAs(HEALTHY);
  }

  @Test
  void beginsAnewAfterAStall() {
    HealthSnapshot stale = HEALTHY.stale(START.plusSeconds(16));
    Instant later = START.plusSeconds(100);

    assertThat(stale.after(ProbeResult.success(TOOK, later)).since()).isEqualTo(later);
  }
}
