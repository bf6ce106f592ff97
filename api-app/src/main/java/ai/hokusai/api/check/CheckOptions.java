package ai.hokusai.api.check;

import java.time.Duration;
import java.util.Set;

/**
 * What a check is to do.
 *
 * @param isOffline whether it looks at the configuration only
 * @param failsOnWarning whether treat warnings as failures
 * @param writes whether it writes a key
 * @param skipped the optional steps to leave out
 * @param timeout the longest wait for Redis
 */
public record CheckOptions(
    boolean isOffline,
    boolean failsOnWarning,
    boolean writes,
    Set<StepName> skipped,
    Duration timeout) {

  /** Copies the set. */
  public CheckOptions {
    skipped = Set.copyOf(skipped);
  }

  /** The same, with a write where the server would write too. */
  CheckOptions alsoWritingIf(boolean serverWrites) {
    return new CheckOptions(isOffline, failsOnWarning, writes || serverWrites, skipped, timeout);
  }

  boolean skips(StepName step) {
    return skipped.contains(step);
  }

  boolean asksForWrite() {
    return writes && !skips(StepName.WRITE);
  }
}
