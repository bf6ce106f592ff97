package ai.hokusai.api.deployment;

import java.time.Duration;

/**
 * The options of a check after a deployment.
 *
 * @param release the expected release
 * @param instances the required number of instances
 * @param timeout the time limit
 * @param allowsPlainHttp whether the token may be sent to another host without TLS
 */
public record DeploymentOptions(
    String release, int instances, Duration timeout, boolean allowsPlainHttp) {
  private static final int POLLS_PER_INSTANCE = 10;

  /**
   * The required number of consecutive polls that see only the release: so many that one old instance, which
   * receives its share of the connections at random, is very likely seen.
   */
  int requiredStreak() {
    return POLLS_PER_INSTANCE * (instances + 1);
  }
}
