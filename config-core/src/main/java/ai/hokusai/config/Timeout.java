package ai.hokusai.config;

import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.SettingSource;
import java.time.Duration;

/** Reads time-outs, which are positive and finite: 1 ms to 10 min. */
final class Timeout {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private Timeout() {}

  static Setting<Duration> read(RedisVariable variable, SettingSource source) {
    return source.setting(variable, (from, each) -> from.duration(each, SHORTEST, LONGEST));
  }
}
