package ai.hokusai.api.config;

import static ai.hokusai.api.config.ApiVariable.DRAIN_DELAY;
import static ai.hokusai.api.config.ApiVariable.DRAIN_TIMEOUT;

import java.time.Duration;

/**
 * The durations of the shutdown.
 *
 * @param delay the time for which the health endpoints answer 503 before the server stops
 * @param timeout the time limit for requests in flight after that
 */
public record DrainSettings(Duration delay, Duration timeout) {
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  // Closing the pool and writing the last events take no longer together.
  private static final Duration MARGIN = Duration.ofSeconds(4);

  static DrainSettings read(SettingReader reader) {
    return new DrainSettings(
        reader.duration(DRAIN_DELAY, Duration.ZERO, LONGEST).valueOrThrow(),
        reader.duration(DRAIN_TIMEOUT, SHORTEST_TIMEOUT, LONGEST).valueOrThrow());
  }

  /** The time limit of the whole shutdown; the stop time-out of the orchestrator must be longer. */
  public Duration longest() {
    return delay.plus(timeout).plus(MARGIN);
  }
}
