package ai.hokusai.health;

import java.time.Duration;

/**
 * How often the probe runs and how long its results are believed.
 *
 * @param interval the pause after a healthy result
 * @param retryInterval the pause after any other
 * @param deadline the longest a probe takes
 */
record Timing(Duration interval, Duration retryInterval, Duration deadline) {
  static final Timing DEFAULT =
      new Timing(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1));

  Duration pauseAfter(HealthSnapshot snapshot) {
    return snapshot.isHealthy() ? interval : retryInterval;
  }

  /** The age from which a result is not believed any more. */
  Duration staleAfter() {
    return interval.multipliedBy(3).plus(deadline);
  }
}
