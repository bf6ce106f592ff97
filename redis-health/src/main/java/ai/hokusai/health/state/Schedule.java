package ai.hokusai.health.state;

import java.time.Duration;
import java.time.Instant;

/**
 * When to ask again, and how long an answer is believed.
 *
 * @param interval the pause while Redis is up, a tenth more or less
 * @param changing the pause while a streak has begun that decides nothing yet
 * @param down the pause while Redis is down
 * @param longDown the pause once Redis has been down for a minute; shorter than three intervals, so
 *     that no result is stale before the next is due
 * @param deadline the longest a probe takes
 */
public record Schedule(
    Duration interval, Duration changing, Duration down, Duration longDown, Duration deadline) {
  /** What is documented: 5 s, 1 s, 2 s, 10 s, and 1 s for a probe. */
  public static final Schedule DEFAULT = new Schedule(
      Duration.ofSeconds(5),
      Duration.ofSeconds(1),
      Duration.ofSeconds(2),
      Duration.ofSeconds(10),
      Duration.ofSeconds(1));

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final double JITTER = 0.1;

  /** Refuses pauses that would let results go stale while everything works. */
  public Schedule {
    if (longDown.compareTo(interval.multipliedBy(3)) >= 0) {
      throw new IllegalArgumentException("a pause is shorter than three intervals");
    }
  }

  /**
   * How long to wait after a result.
   *
   * @param state what is known with that result
   * @param now the present moment
   * @param jitter from -1 for the shortest interval to 1 for the longest, so that the probes of many
   *     processes drift apart
   * @return the pause
   */
  public Duration pauseAfter(HealthState state, Instant now, double jitter) {
    if (state.isChanging()) {
      return changing;
    }
    if (state.phase() == Phase.UP) {
      return interval.plusNanos(Math.round(interval.toNanos() * JITTER * jitter));
    }
    return now.isBefore(state.since().plus(LONG)) ? down : longDown;
  }

  /**
   * How long a result is believed.
   *
   * @return three intervals and one deadline
   */
  public Duration staleAfter() {
    return interval.multipliedBy(3).plus(deadline);
  }
}
