package ai.hokusai.api.config;

import static ai.hokusai.api.config.ApiVariable.STARTUP_GRACE;
import static ai.hokusai.api.config.ApiVariable.STARTUP_POLICY;

import java.time.Duration;

/**
 * What happens where the settings cannot work.
 *
 * @param policy whether the process ends
 * @param grace how long after the start it does so for what Redis shows
 */
public record StartupSettings(Policy policy, Duration grace) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** The two ways to start. */
  public enum Policy {
    /** Refuse, so that the deployment fails with a reason. */
    STRICT,
    /** Stay and answer 503. */
    TOLERANT
  }

  static StartupSettings read(SettingReader reader) {
    return new StartupSettings(
        reader.value(STARTUP_POLICY, (source, variable) -> source.word(variable, Policy.class)),
        reader.value(
            STARTUP_GRACE, (source, variable) -> source.duration(variable, SHORTEST, LONGEST)));
  }

  /** Whether the process ends where its settings cannot work. */
  public boolean isStrict() {
    return policy == Policy.STRICT;
  }
}
