package ai.hokusai.api.check;

import java.time.Duration;

/**
 * What a check after a deployment is to wait for.
 *
 * @param release what the instances have to call their release
 * @param instances how many of them there have to be
 * @param failsOnWarning whether treat warnings as failures
 * @param timeout how long to wait
 * @param allowsPlainHttp whether the token may leave this machine without TLS
 */
public record DeploymentOptions(
    String release,
    int instances,
    boolean failsOnWarning,
    Duration timeout,
    boolean allowsPlainHttp) {
  private static final int POLLS_PER_INSTANCE = 10;

  /**
   * How many polls in a row have to see nothing but the release: so many that a single old instance which
   * takes its share of the connections, be it drawn by lot, does not go unseen for that long.
   */
  int stretch() {
    return POLLS_PER_INSTANCE * (instances + 1);
  }
}
