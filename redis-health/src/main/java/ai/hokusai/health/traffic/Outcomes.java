package ai.hokusai.health.traffic;

import ai.hokusai.health.classify.Cause;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of one kind of operation within the window. Immutable.
 *
 * @param cause the code that most failures had; {@code POOL_EXHAUSTED} and
 *     {@code CONNECTION_CLOSED} only where hardly any other occurred, since they mostly result from
 *     another; null without a failure
 * @param consecutiveFailures the failures since the last success, also those before the window
 * @param sinceSuccess nanoseconds since the last success, {@link #NEVER} before the first
 * @param sinceFailure nanoseconds since the last failure, {@link #NEVER} before the first
 */
public record Outcomes(
    long attempts,
    long failures,
    @Nullable Cause cause,
    long consecutiveFailures,
    long sinceSuccess,
    long sinceFailure) {
  /** The time since an operation that never happened. */
  public static final long NEVER = Long.MAX_VALUE;

  /** No operation. */
  public static final Outcomes NONE = new Outcomes(0, 0, null, 0, NEVER, NEVER);

  /** The share of the operations that failed, from 0 to 1; 0 without an operation. */
  public double failureRate() {
    return attempts == 0 ? 0 : (double) failures / attempts;
  }
}
