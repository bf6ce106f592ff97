package ai.hokusai.health.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The times of a check: its pauses, its deadline, and the thresholds of its status. Each pause lies
 * between the end of one attempt and the start of the next, and is shorter than three intervals or
 * 15 s, so that no result goes stale while everything works. Pauses and deadlines are positive and
 * at most a day. Immutable.
 */
public final class Schedule {
  /**
   * The number of attempts that may time out after {@link #firstDeadline} before the first success.
   * The second and third continue with the classes that the first has loaded.
   */
  public static final int FIRST_ATTEMPTS = 3;

  // A first probe over TLS takes about half a second of processor time in a cold JVM.
  private static final int FIRST_FACTOR = 10;
  private static final Duration FIRST_MOST = Duration.ofSeconds(10);
  // A process with little processor time may need as long for a few probes.
  private static final Duration BELIEVED_LEAST = Duration.ofSeconds(15);

  /**
   * The documented default: an interval of 1.5 s, pauses of 1 s, 1 s and 3 s, a deadline of 1 s,
   * three failures and two successes.
   */
  public static final Schedule DEFAULT = new Schedule(new Values());

  private final Values values;

  private Schedule(Values values) {
    for (Duration each : values.durations()) {
      // A day, so that no sum of a few of them overflows a count of nanoseconds.
      if (each.isZero() || each.isNegative() || each.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "a pause or deadline is longer than nothing and at most a day");
      }
    }
    for (Duration each : List.of(values.changing, values.down, values.longDown)) {
      if (each.compareTo(values.believed()) >= 0) {
        throw new IllegalArgumentException("a pause is shorter than three intervals or 15 s");
      }
    }
    this.values = values;
  }

  /** Written before it is published, and never after. */
  private static final class Values {
    private Duration interval = Duration.ofMillis(1_500);
    private Duration changing = Duration.ofSeconds(1);
    private Duration down = Duration.ofSeconds(1);
    private Duration longDown = Duration.ofSeconds(3);
    private Duration deadline = Duration.ofSeconds(1);
    private Duration fresh = Duration.ofSeconds(30);
    private Thresholds thresholds = Thresholds.DEFAULT;

    Values() {}

    Values(Values other) {
      interval = other.interval;
      changing = other.changing;
      down = other.down;
      longDown = other.longDown;
      deadline = other.deadline;
      fresh = other.fresh;
      thresholds = other.thresholds;
    }

    Duration believed() {
      return longer(times(interval, 3, 1), BELIEVED_LEAST);
    }

    List<Duration> durations() {
      return List.of(interval, changing, down, longDown, deadline, fresh);
    }
  }

  /**
   * The default with another interval. The other pauses are those of the default where they are not
   * longer than the interval, or twice the interval once the dependency has been down for a minute.
   */
  public static Schedule every(Duration interval) {
    var changed = new Values(DEFAULT.values);
    changed.interval = interval;
    changed.changing = shorter(changed.changing, interval);
    changed.down = shorter(changed.down, interval);
    changed.longDown = shorter(changed.longDown, times(interval, 2, 1));
    return new Schedule(changed);
  }

  /** A fraction of a duration, without the BigDecimal of {@link Duration#multipliedBy}. */
  private static Duration times(Duration duration, long numerator, long denominator) {
    return Duration.ofNanos(duration.toNanos() * numerator / denominator);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** The pause while the dependency is up, or up to a tenth less. */
  public Duration interval() {
    return values.interval;
  }

  /** The time from one attempt to the next while a streak has begun that decides nothing yet. */
  public Duration changing() {
    return values.changing;
  }

  /**
   * The pause while a streak has begun that decides nothing yet: what the attempt has left of
   * {@link #changing}, and a tenth of it at least.
   */
  public Duration changingAfter(Duration attempt) {
    return longer(changing().minus(attempt), times(changing(), 1, 10));
  }

  /**
   * Replaces the time from one attempt to the next while a streak has begun that decides nothing
   * yet.
   */
  public Schedule withChanging(Duration pause) {
    var changed = new Values(values);
    changed.changing = requireNonNull(pause, "changing");
    return new Schedule(changed);
  }

  /** The pause while the dependency is down. */
  public Duration down() {
    return values.down;
  }

  /** Replaces the pause while the dependency is down. */
  public Schedule withDown(Duration pause) {
    var changed = new Values(values);
    changed.down = requireNonNull(pause, "down");
    return new Schedule(changed);
  }

  /** The pause once the dependency has been down for a minute. */
  public Duration longDown() {
    return values.longDown;
  }

  /** Replaces the pause once the dependency has been down for a minute. */
  public Schedule withLongDown(Duration pause) {
    var changed = new Values(values);
    changed.longDown = requireNonNull(pause, "longDown");
    return new Schedule(changed);
  }

  /** The longest that an attempt takes. */
  public Duration deadline() {
    return values.deadline;
  }

  /** Replaces the longest that an attempt takes. */
  public Schedule withDeadline(Duration longest) {
    var changed = new Values(values);
    changed.deadline = requireNonNull(longest, "deadline");
    return new Schedule(changed);
  }

  /** The number of results in a row that decide. */
  public Thresholds thresholds() {
    return values.thresholds;
  }

  /** Replaces the number of results in a row that decide. */
  public Schedule withThresholds(Thresholds numbers) {
    var changed = new Values(values);
    changed.thresholds = requireNonNull(numbers, "thresholds");
    return new Schedule(changed);
  }

  /**
   * The pause between two new connections that are tried beside the kept one of a Redis, or up to a
   * tenth less.
   */
  public Duration fresh() {
    return values.fresh;
  }

  /**
   * Replaces the pause between two new connections that are tried beside the kept one of a Redis,
   * or up to a tenth less.
   */
  public Schedule withFresh(Duration pause) {
    var changed = new Values(values);
    changed.fresh = requireNonNull(pause, "fresh");
    return new Schedule(changed);
  }

  /**
   * The longest that an attempt takes before the first success, while the JVM still loads classes:
   * ten deadlines, but 10 s at most unless the deadline itself is longer.
   */
  public Duration firstDeadline() {
    Duration patient = shorter(times(deadline(), FIRST_FACTOR, 1), FIRST_MOST);
    return patient.compareTo(deadline()) > 0 ? patient : deadline();
  }

  /**
   * The longest that an attempt takes where one round trip to the dependency takes long: the
   * deadline and four fifths of the lifetime of a result, less the longest pause. With it, no
   * result goes stale while the monitor works.
   */
  public Duration longestDeadline() {
    Duration longestPause = Stream.of(interval(), changing(), down(), longDown())
        .max(Comparator.naturalOrder())
        .orElseThrow();
    Duration spare = values.believed().minus(longestPause);
    return deadline().plus(times(spare, 4, 5));
  }

  /**
   * The age at which no result yet is stale: three intervals, or 15 s if that is longer, and one
   * first deadline.
   */
  public Duration staleAfterStart() {
    return values.believed().plus(firstDeadline());
  }

  /**
   * The age at which a result is stale: three intervals, or 15 s if that is longer, and one
   * deadline.
   */
  public Duration staleAfter() {
    return values.believed().plus(deadline());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Schedule schedule
        && values.durations().equals(schedule.values.durations())
        && thresholds().equals(schedule.thresholds());
  }

  @Override
  public int hashCode() {
    return 31 * values.durations().hashCode() + thresholds().hashCode();
  }

  /**
   * The durations in the order interval, changing, down, long down, deadline and fresh, and the
   * thresholds.
   */
  @Override
  public String toString() {
    return values.durations() + ", " + thresholds();
  }
}
