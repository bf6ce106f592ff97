package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Receives status changes and results; each is delivered once, in order, on a thread of the
 * listener that ends when there are no more. A slow listener holds up no check. While it blocks,
 * the last 1,000 events wait, and older ones are dropped; an exception goes to the
 * uncaught-exception handler.
 *
 * <p>{@link Status#STALE} is delivered once the monitor runs again: while the monitor is stalled,
 * only readers see it.
 */
public interface HealthListener {

  /**
   * The monitor has started. Called once, on the thread that starts it and before the caller has it;
   * events may arrive on the thread of the listener meanwhile. An exception closes the monitor and
   * is thrown to the caller.
   */
  default void started(HealthMonitor monitor) {}

  /**
   * One check has its first result, or its status or the code of its cause has changed.
   *
   * @param from its status before, {@link Status#STARTING} for the first result
   */
  default void checkChanged(HealthReport.Check check, Status from) {}

  /**
   * One check has a further result, delivered after the changes that it made.
   *
   * @param fault the failure of this attempt, null for none; a single failure of a check that is up
   *     appears here only
   */
  default void resultArrived(HealthReport.Check check, @Nullable Cause fault) {}

  /**
   * Requests have begun to fail, fail for another cause, or have recovered.
   *
   * @param verdict the new verdict, {@link Verdict#OK} once they no longer fail
   */
  default void requestsChanged(HealthReport.Check check, Operation operation, Verdict verdict) {}

  /** An event of a Redis that is no change of its status. */
  default void eventOccurred(HealthReport.Check check, RedisEvent event) {}

  /**
   * The overall status has changed, delivered after the change of the check behind it.
   *
   * @param from the overall status before
   */
  default void overallChanged(HealthReport report, Status from) {}
}
