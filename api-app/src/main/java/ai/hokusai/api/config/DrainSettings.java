package ai.hokusai.api.config;

import static ai.hokusai.api.config.ApiVariable.DRAIN_DELAY;
import static ai.hokusai.api.config.ApiVariable.DRAIN_TIMEOUT;

import java.time.Duration;

/**
 * How long stopping takes.
 *
 * @param delay how long the server says that it is about to stop before it does
 * @param timeout the time limit for requests in flight after that
 */
public record DrainSettings(Duration delay, Duration timeout) {
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  // What closing the pool and writing the last events take together at most.
  private static final Duration MARGIN = Duration.ofSeconds(4);

  static DrainSettings read(SettingReader reader) {
    return new DrainSettings(
        reader.value(
            DRAIN_DELAY, (source, variable) -> source.duration(variable, Duration.ZERO, LONGEST)),
        reader.value(
            DRAIN_TIMEOUT,
            (source, variable) -> source.duration(variable, SHORTEST_TIMEOUT, LONGEST)));
  }

  /** The longest that stopping takes as a whole, which whoever sends the signal has to allow for. */
  public Duration longest() {
    return delay.plus(timeout).plus(MARGIN);
  }
}
