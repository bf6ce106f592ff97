package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_POOL_MAX;
import static ai.hokusai.config.RedisVariable.REDIS_POOL_MAX_IDLE;
import static ai.hokusai.config.RedisVariable.REDIS_POOL_MAX_WAIT;
import static ai.hokusai.config.RedisVariable.REDIS_POOL_MIN_IDLE;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import ai.hokusai.config.diagnostic.Code;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.time.Duration;
import java.util.List;

/** The bounds of the pool as they were read. */
record Pool(
    Setting<Integer> max,
    Setting<Integer> maxIdle,
    Setting<Integer> minIdle,
    Setting<Duration> maxWait) {

  private static final int LARGEST = 10_000;

  private static final Pool DEFAULT = Defaults.of(Pool::readEach);

  static Pool read(SettingSource source, Problems problems) {
    return source.mentions("REDIS_POOL_") ? readEach(source, problems) : DEFAULT;
  }

  private static Pool readEach(SettingSource source, Problems problems) {
    Setting<Integer> max =
        source.number(REDIS_POOL_MAX, 1, LARGEST).orDefault(Setting.byDefault(REDIS_POOL_MAX, 16));
    // As many as the pool may hold: with fewer, a steady load would open connections all the time.
    Setting<Integer> maxIdle = atMost(
        max, size(REDIS_POOL_MAX_IDLE, requireNonNullElse(max.value(), 16), source), problems);
    Setting<Integer> minIdle = atMost(maxIdle, size(REDIS_POOL_MIN_IDLE, 0, source), problems);
    Setting<Duration> maxWait = source
        .duration(REDIS_POOL_MAX_WAIT, Draft.SHORTEST, Draft.LONGEST)
        .orDefault(Setting.byDefault(REDIS_POOL_MAX_WAIT, Duration.ofMillis(500)));
    return new Pool(max, maxIdle, minIdle, maxWait);
  }

  private static Setting<Integer> size(RedisVariable variable, int fallback, SettingSource source) {
    return source.number(variable, 0, LARGEST).orDefault(Setting.byDefault(variable, fallback));
  }

  /** A default follows the bound that was set; a number that was set and contradicts it is an error. */
  private static Setting<Integer> atMost(
      Setting<Integer> bound, Setting<Integer> size, Problems problems) {
    if (bound.value() == null || size.value() == null || size.value() <= bound.value()) {
      return size;
    }
    if (size.isDefault()) {
      return new Setting<>(size.variable(), bound.value(), Origin.DEFAULT, List.of());
    }
    Origin rival = Origin.variable(bound.variable().name());
    problems.conflict(Code.POOL_SIZES_INCONSISTENT, size.origin(), rival);
    return size;
  }

  PoolSettings settings() {
    return PoolSettings.of(requireNonNull(max.value()))
        .withMaxIdle(requireNonNull(maxIdle.value()))
        .withMinIdle(requireNonNull(minIdle.value()))
        .withMaxWait(requireNonNull(maxWait.value()));
  }

  void listIn(List<Setting<?>> all) {
    all.add(max);
    all.add(maxIdle);
    all.add(minIdle);
    all.add(maxWait);
  }
}
