package ai.hokusai.api.check;

import java.time.Duration;

/**
 * What a check after a deployment is to wait for.
 *
 * @param release what the instances have to call their release
 * @param instances how many of them there have to be
 * @param failsOnWarning whether a warning counts as a failure
 * @param timeout how long to wait
 */
public record DeploymentOptions(
    String release, int instances, boolean failsOnWarning, Duration timeout) {
  private static final int SHORTEST_STRETCH = 10;
  private static final int POLLS_PER_INSTANCE = 5;

  /**
   * How many polls in a row have to see nothing but the release. An old instance that takes its share of the
   * connections is missed by as many, chosen at random, less than once in fifty times, and by turns never.
   */
  int stretch() {
    return Math.max(SHORTEST_STRETCH, POLLS_PER_INSTANCE * instances);
  }
}
