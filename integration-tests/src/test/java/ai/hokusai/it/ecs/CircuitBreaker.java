package ai.hokusai.it.ecs;

/**
 * The deployment circuit breaker: it trips when as many tasks have failed as half of those desired, but at least 3 and
 * at most 200. A task that becomes healthy lets it count anew, unless the service says otherwise.
 */
final class CircuitBreaker {
  private static final int FEWEST = 3;
  private static final int MOST = 200;

  private final int threshold;
  private final boolean resetsOnHealthyTask;
  private int failures;

  /**
   * One for a deployment.
   *
   * @param desired how many tasks the service is to have
   * @param resetsOnHealthyTask whether one that becomes healthy lets it count anew, which is the default
   */
  CircuitBreaker(int desired, boolean resetsOnHealthyTask) {
    int half = (desired + 1) / 2;
    this.threshold = Math.min(MOST, Math.max(FEWEST, half));
    this.resetsOnHealthyTask = resetsOnHealthyTask;
  }

  int threshold() {
    return threshold;
  }

  void taskFailed() {
    failures++;
  }

  void taskHealthy() {
    failures = resetsOnHealthyTask ? 0 : failures;
  }

  boolean isTripped() {
    return failures >= threshold;
  }
}
