package ai.hokusai.api.check;

import ai.hokusai.api.report.StepName;
import java.time.Duration;
import java.util.Set;

/**
 * The options of a check before a deployment.
 *
 * @param isOffline whether to check the configuration only
 * @param writes whether to write a key
 * @param skipped the optional steps to skip
 * @param timeout the time limit
 */
public record CheckOptions(
    boolean isOffline, boolean writes, Set<StepName> skipped, Duration timeout) {

  /** Copies the set. */
  public CheckOptions {
    skipped = Set.copyOf(skipped);
  }

  /** These options, with a write if the server would write too. */
  CheckOptions withServerWrites(boolean serverWrites) {
    return new CheckOptions(isOffline, writes || serverWrites, skipped, timeout);
  }

  boolean skips(StepName step) {
    return skipped.contains(step);
  }

  boolean wantsWrite() {
    return writes && !skips(StepName.WRITE);
  }
}
