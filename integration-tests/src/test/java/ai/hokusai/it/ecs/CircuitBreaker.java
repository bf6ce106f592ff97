package ai.hokusai.it.ecs;

/**
 * The deployment circuit breaker: it trips when as many tasks have failed as half of those desired, but at least 3 and
 * at most 200. A task that becomes healthy lets it count anew.
 */
final class CircuitBreaker {
  private static final int FEWEST = 3;
  private static final int MOST = 200;

  private final int threshold;
  private int failures;

  /**
   * One for a deployment.
   *
   * @param desired how many tasks the service is to have
   */
  CircuitBreaker(int desired) {
    int half = (desired + 1) / 2;
    this.threshold = Math.min(MOST, Math.max(FEWEST, half));
  }

  int threshold() {
    return threshold;
  }

  void taskFailed() {
    failures++;
  }

  void taskHealthy() {
    failures = 0;
  }

  boolean isTripped() {
    return failures >= threshold;
  }
}
