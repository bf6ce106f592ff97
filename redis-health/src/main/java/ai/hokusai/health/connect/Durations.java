package ai.hokusai.health.connect;

import java.time.Duration;

/**
 * Arithmetic of time-outs, which are shorter than a year. {@link Duration#multipliedBy} and
 * {@link Duration#dividedBy(long)} would load BigDecimal, which computes a table of powers on JDK
 * 25: 100 ms of processor time before the first answer.
 */
public final class Durations {

  private Durations() {}

  /** A fraction of a duration, or a multiple of it. */
  public static Duration times(Duration duration, long numerator, long denominator) {
    return Duration.ofNanos(Math.multiplyExact(duration.toNanos(), numerator) / denominator);
  }

  /** A multiple of a duration. */
  public static Duration times(Duration duration, long factor) {
    return times(duration, factor, 1);
  }

  /** The shorter of two durations. */
  public static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** The longer of two durations. */
  public static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
