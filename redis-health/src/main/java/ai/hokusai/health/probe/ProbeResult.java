package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one probe found out. Immutable; it holds no text from outside, which could hold a secret.
 *
 * @param fault what is wrong, null for nothing
 * @param duration how long the probe took
 * @param at when it ended
 * @param exceptionType the class of an exception that has no code of its own, null otherwise
 */
public record ProbeResult(
    @Nullable Cause fault,
    Duration duration,
    Instant at,
    @Nullable String exceptionType) {

  /**
   * Redis answered as it should.
   *
   * @param duration how long the probe took
   * @param at when it ended
   * @return the result
   */
  public static ProbeResult success(Duration duration, Instant at) {
    return new ProbeResult(null, duration, at, null);
  }

  /**
   * Redis did not answer as it should.
   *
   * @param fault what is wrong
   * @param duration how long the probe took
   * @param at when it ended
   * @return the result
   */
  public static ProbeResult failure(Cause fault, Duration duration, Instant at) {
    return new ProbeResult(fault, duration, at, null);
  }

  /**
   * The probe itself failed.
   *
   * @param exception what was thrown; only the name of its class is kept
   * @param duration how long the probe took
   * @param at when it ended
   * @return the result
   */
  public static ProbeResult internalError(Throwable exception, Duration duration, Instant at) {
    return thrown(Fault.INTERNAL_ERROR, exception, duration, at);
  }

  /**
   * Something was thrown that says no more than its class does.
   *
   * @param fault what that means
   * @param exception what was thrown; only the name of its class is kept
   * @param duration how long the probe took
   * @param at when it ended
   * @return the result
   */
  static ProbeResult thrown(Fault fault, Throwable exception, Duration duration, Instant at) {
    return new ProbeResult(fault, duration, at, exception.getClass().getName());
  }
}
