package ai.hokusai.api.config;

import static ai.hokusai.api.config.ApiVariable.STARTUP_GRACE;
import static ai.hokusai.api.config.ApiVariable.STARTUP_POLICY;

import java.time.Duration;

/**
 * The behaviour of the start with settings that cannot work.
 *
 * @param policy whether the process exits
 * @param grace the time after the start in which a configuration fault that a probe finds ends the process
 */
public record StartupSettings(Policy policy, Duration grace) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** The policies. */
  public enum Policy {
    /** Exit, so that the deployment fails with a reason. */
    STRICT,
    /** Start and answer 503. */
    TOLERANT
  }

  static StartupSettings read(SettingReader reader) {
    return new StartupSettings(
        reader.word(STARTUP_POLICY, Policy.class),
        reader.duration(STARTUP_GRACE, SHORTEST, LONGEST).valueOrThrow());
  }

  /** Returns true if settings that cannot work end the process. */
  public boolean isStrict() {
    return policy == Policy.STRICT;
  }
}
