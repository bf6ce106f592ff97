package ai.hokusai.api.rehearsal;

import ai.hokusai.api.document.Node;
import org.jspecify.annotations.Nullable;

/**
 * The deployment circuit breaker of ECS: it trips when as many tasks have failed as its threshold says.
 * By default that is half of the desired tasks, at least 3 and at most 200, and a task that becomes
 * healthy resets the count. Not thread-safe.
 *
 * <p>Source: API reference of ECS, {@code DeploymentCircuitBreaker} and {@code ThresholdConfiguration}.
 * They do not define the rounding; this class rounds up.
 */
public final class CircuitBreaker {
  private static final int FEWEST = 3;
  private static final int MOST = 200;
  private static final long DEFAULT_PERCENT = 50;

  private final int threshold;
  private final boolean resets;
  private int failures;

  private CircuitBreaker(int threshold, boolean resets) {
    this.threshold = threshold;
    this.resets = resets;
  }

  /**
   * Creates one for a deployment.
   *
   * @param desired the number of tasks that the service desires
   * @param settings {@code deploymentCircuitBreaker}, null for none; what is not known has its default
   */
  public static CircuitBreaker of(int desired, @Nullable Node settings) {
    Node configuration = settings == null ? null : settings.get("thresholdConfiguration");
    String type = configuration == null ? "" : configuration.literal("type");
    Node value = configuration == null ? null : configuration.get("value");
    long number = Node.number(value, DEFAULT_PERCENT).orElse(DEFAULT_PERCENT);
    int threshold = switch (type) {
      case "COUNT" -> bounded(number, 1, Integer.MAX_VALUE);
      case "UNBOUNDED_PERCENT" -> bounded(share(desired, number), 1, Integer.MAX_VALUE);
      default -> bounded(share(desired, number), FEWEST, MOST);
    };
    boolean resets = settings == null || !settings.literal("resetOnHealthyTask").equals("false");
    return new CircuitBreaker(threshold, resets);
  }

  /** At most 999,999,999 times two billion, which a long holds. */
  private static long share(int desired, long percent) {
    return (desired * percent + 99) / 100;
  }

  private static int bounded(long number, int fewest, int most) {
    return (int) Math.max(fewest, Math.min(most, number));
  }

  /** The number of failed tasks that ends the deployment. */
  public int threshold() {
    return threshold;
  }

  void taskFailed() {
    failures++;
  }

  void taskHealthy() {
    if (resets) {
      failures = 0;
    }
  }

  boolean isTripped() {
    return failures >= threshold;
  }
}
