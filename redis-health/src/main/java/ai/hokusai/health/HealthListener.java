package ai.hokusai.health;

/**
 * Somebody who is told of changes: each once, in order, on a thread that waits for nothing else and ends
 * when there is no more to tell. However long a listener takes, no check is held up. While it blocks, the
 * last 1,000 changes wait for it, and older ones are lost; what it throws goes to the uncaught-exception
 * handler.
 *
 * <p>{@link Status#STALE} is told once the monitor runs again: it means that the monitor stands still,
 * and then only readers see it.
 */
public interface HealthListener {

  /**
   * One check has its first result, or its status or the code of its cause has changed.
   *
   * @param check the check as it is now
   * @param from its status before, {@link Status#STARTING} for the first result
   */
  default void checkChanged(HealthReport.Check check, Status from) {}

  /**
   * The overall status has changed, which is told after the change of the check behind it.
   *
   * @param report everything as it is now
   * @param from the overall status before
   */
  default void overallChanged(HealthReport report, Status from) {}
}
