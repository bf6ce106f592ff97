package ai.hokusai.health.schedule;

import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * When a check is asked again, how long it may take, and how many results decide. All pauses lie
 * between the end of one attempt and the beginning of the next. Immutable.
 *
 * @param interval the pause while the dependency is up, or up to a tenth less
 * @param changing the pause while a streak has begun that decides nothing yet
 * @param down the pause while the dependency is down
 * @param longDown the pause once it has been down for a minute
 * @param deadline the longest an attempt takes
 * @param thresholds how many results in a row decide
 * @param fresh the pause between two new connections that are tried beside the kept one of a Redis, or up
 *     to a tenth less
 */
public record Schedule(
    Duration interval,
    Duration changing,
    Duration down,
    Duration longDown,
    Duration deadline,
    Thresholds thresholds,
    Duration fresh) {
  /** The default pause between two new connections. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  /**
   * How many attempts that run out of their time get {@link #firstDeadline} before the first success. The
   * second and third continue with the classes that the first has loaded.
   */
  public static final int FIRST_ATTEMPTS = 3;

  // A first probe over TLS takes about half a second of processor time in a cold JVM.
  private static final int FIRST_FACTOR = 10;
  private static final Duration FIRST_MOST = Duration.ofSeconds(10);

  /** What is documented: 5 s, 1 s, 2 s, 10 s, 1 s for an attempt, three failures and two successes. */
  public static final Schedule DEFAULT = new Schedule(
      Duration.ofSeconds(5),
      Duration.ofSeconds(1),
      Duration.ofSeconds(2),
      Duration.ofSeconds(10),
      Duration.ofSeconds(1),
      Thresholds.DEFAULT);

  /**
   * Refuses what no loop can keep to, and pauses that would let results go stale while everything
   * works: each is shorter than three intervals.
   *
   * @param interval as the component
   * @param changing as the component
   * @param down as the component
   * @param longDown as the component
   * @param deadline as the component
   * @param thresholds as the component
   * @param fresh as the component
   */
  public Schedule {
    for (Duration each : new Duration[] {interval, changing, down, longDown, deadline, fresh}) {
      // A day, so that no sum of a few of them overflows a count of nanoseconds.
      if (each.isZero() || each.isNegative() || each.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "a pause or deadline is longer than nothing and at most a day");
      }
    }
    for (Duration each : new Duration[] {changing, down, longDown}) {
      if (each.compareTo(interval.multipliedBy(3)) >= 0) {
        throw new IllegalArgumentException("a pause is shorter than three intervals");
      }
    }
  }

  /**
   * A schedule that tries a new connection every 30 s.
   *
   * @param interval as the component
   * @param changing as the component
   * @param down as the component
   * @param longDown as the component
   * @param deadline as the component
   * @param thresholds as the component
   */
  public Schedule(
      Duration interval,
      Duration changing,
      Duration down,
      Duration longDown,
      Duration deadline,
      Thresholds thresholds) {
    this(interval, changing, down, longDown, deadline, thresholds, FRESH);
  }

  /**
   * The default with another interval. The other pauses are those of the default where they are not
   * longer than the interval, or twice the interval once the dependency has been down for a minute.
   *
   * @param interval the pause while the dependency is up
   * @return the schedule
   */
  public static Schedule every(Duration interval) {
    return new Schedule(
        interval,
        shorter(DEFAULT.changing, interval),
        shorter(DEFAULT.down, interval),
        shorter(DEFAULT.longDown, interval.multipliedBy(2)),
        DEFAULT.deadline,
        DEFAULT.thresholds);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /**
   * The same with another deadline.
   *
   * @param newDeadline the longest an attempt takes
   * @return the schedule
   */
  public Schedule withDeadline(Duration newDeadline) {
    return new Schedule(interval, changing, down, longDown, newDeadline, thresholds, fresh);
  }

  /**
   * The same with other thresholds.
   *
   * @param newThresholds how many results in a row decide
   * @return the schedule
   */
  public Schedule withThresholds(Thresholds newThresholds) {
    return new Schedule(interval, changing, down, longDown, deadline, newThresholds, fresh);
  }

  /**
   * The same with another pause between new connections.
   *
   * @param newFresh the pause between two new connections that are tried beside the kept one
   * @return the schedule
   */
  public Schedule withFresh(Duration newFresh) {
    return new Schedule(interval, changing, down, longDown, deadline, thresholds, newFresh);
  }

  /**
   * The longest that an attempt takes before the first success, when the JVM still loads classes: ten
   * deadlines, but 10 s at most unless the deadline itself is longer.
   *
   * @return the deadline of the first attempts
   */
  public Duration firstDeadline() {
    Duration patient = shorter(deadline.multipliedBy(FIRST_FACTOR), FIRST_MOST);
    return patient.compareTo(deadline) > 0 ? patient : deadline;
  }

  /**
   * The longest that an attempt takes where one round trip to the dependency takes long. With it, no result
   * goes stale while the monitor works.
   *
   * @return the deadline, and four fifths of what three intervals leave beside the longest pause
   */
  public Duration longestDeadline() {
    Duration longestPause = Stream.of(interval, changing, down, longDown)
        .max(Comparator.naturalOrder())
        .orElseThrow();
    Duration spare = interval.multipliedBy(3).minus(longestPause);
    return deadline.plus(spare.multipliedBy(4).dividedBy(5));
  }

  /**
   * How long a result is believed before the first success, or the absence of one.
   *
   * @return three intervals and one first deadline
   */
  public Duration staleAfterStart() {
    return interval.multipliedBy(3).plus(firstDeadline());
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
