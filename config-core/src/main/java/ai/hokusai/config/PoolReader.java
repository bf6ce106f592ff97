package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_POOL_MAX;
import static ai.hokusai.config.RedisVariable.REDIS_POOL_MAX_IDLE;
import static ai.hokusai.config.RedisVariable.REDIS_POOL_MAX_WAIT;
import static ai.hokusai.config.RedisVariable.REDIS_POOL_MIN_IDLE;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.time.Duration;
import java.util.List;

/** Reads the bounds of the pool. */
final class PoolReader {
  private static final int LARGEST = 10_000;

  private PoolReader() {}

  /**
   * Reads the bounds.
   *
   * @param all the list to which each setting is added with its origin
   */
  static PoolSettings read(SettingSource source, Problems problems, List<Setting<?>> all) {
    Setting<Integer> max =
        source.setting(REDIS_POOL_MAX, (from, variable) -> from.number(variable, 1, LARGEST));
    // As many as the pool may hold: with fewer, a steady load would open connections all the time.
    Setting<Integer> maxIdle = atMost(
        max,
        source
            .number(REDIS_POOL_MAX_IDLE, 0, LARGEST)
            .orDefault(Setting.byDefault(REDIS_POOL_MAX_IDLE, max.value())),
        problems);
    Setting<Integer> minIdle = atMost(
        maxIdle,
        source.setting(REDIS_POOL_MIN_IDLE, (from, variable) -> from.number(variable, 0, LARGEST)),
        problems);
    Setting<Duration> maxWait = Timeout.read(REDIS_POOL_MAX_WAIT, source);
    all.addAll(List.of(max, maxIdle, minIdle, maxWait));
    return PoolSettings.of(max.valueOrThrow())
        .withMaxIdle(maxIdle.valueOrThrow())
        .withMinIdle(minIdle.valueOrThrow())
        .withMaxWait(maxWait.valueOrThrow());
  }

  /**
   * A default follows the bound that was set; a number that was set and contradicts it is an error.
   */
  private static Setting<Integer> atMost(
      Setting<Integer> bound, Setting<Integer> size, Problems problems) {
    if (bound.value() == null || size.value() == null || size.value() <= bound.value()) {
      return size;
    }
    if (size.isDefault()) {
      return new Setting<>(size.variable(), bound.value(), Origin.DEFAULT, List.of());
    }
    Origin larger = problems.variable(bound.variable().name());
    problems.addConflict(ConfigCode.POOL_SIZES_INCONSISTENT, size.origin(), larger);
    return size;
  }
}
