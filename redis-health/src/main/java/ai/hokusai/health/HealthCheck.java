package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import java.util.Optional;

/**
 * A check of a dependency of the service. Each call is made on a thread of its own, never two of
 * the same check at once, and has a deadline: then the thread is interrupted and the check counts
 * as {@link ai.hokusai.health.classify.Fault#CHECK_TIMEOUT}. While it hangs, no further call
 * begins.
 */
@FunctionalInterface
public interface HealthCheck {

  /**
   * Checks the dependency.
   *
   * @return the cause where it cannot be used, empty otherwise
   * @throws Exception where the check itself fails, which counts as
   *     {@link ai.hokusai.health.classify.Fault#CHECK_FAILED}; only the name of its class is kept
   */
  Optional<Cause> check() throws Exception;
}
