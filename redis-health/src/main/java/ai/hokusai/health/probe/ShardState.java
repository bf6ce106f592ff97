package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.schedule.Thresholds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of one shard after the probes so far, by the rules of a whole check: the first result
 * that is final counts at once, every other change takes as many results as the thresholds say.
 * Immutable.
 *
 * @param isKnown whether a result has counted yet
 * @param cause the cause of the outage, null where the shard works
 * @param since the time since which it works or does not
 * @param opposed the results in a row that may end this state
 * @param last the cause of the last result, null for a success
 */
record ShardState(
    boolean isKnown,
    @Nullable Cause cause,
    Instant since,
    int opposed,
    @Nullable Cause last) {

  static ShardState initial(Instant now) {
    return new ShardState(false, null, now, 0, null);
  }

  /** The state after one more result. */
  ShardState next(@Nullable Cause result, Instant at, Thresholds thresholds) {
    boolean isDown = cause != null;
    boolean isOpposed = isDown == (result == null);
    if (isKnown && !isOpposed) {
      return new ShardState(true, result, since, 0, result);
    }
    int count = opposed + 1;
    boolean isFinal = result == null || result.faultClass() == FaultClass.CONFIG;
    boolean decides = count >= (isDown ? thresholds.rise() : thresholds.fall());
    return decides || (!isKnown && isFinal)
        ? new ShardState(true, result, at, 0, result)
        : new ShardState(isKnown, cause, since, count, result);
  }

  boolean isDown() {
    return cause != null;
  }

  /** Returns true before the first decision, and if a streak has begun that may end this state. */
  boolean isChanging() {
    return !isKnown || opposed > 0;
  }
}
