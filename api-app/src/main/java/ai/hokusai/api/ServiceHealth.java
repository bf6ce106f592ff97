package ai.hokusai.api;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.HealthSettings;
import ai.hokusai.api.config.ModelsSettings;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.health.BearerToken;
import ai.hokusai.api.health.History;
import ai.hokusai.api.http.Resource;
import ai.hokusai.api.log.HealthEvents;
import ai.hokusai.api.metrics.HealthCounts;
import ai.hokusai.api.models.ModelsResource;
import ai.hokusai.api.models.NoModels;
import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthMonitorBuilder;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.PoolUsage;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.schedule.Thresholds;
import ai.hokusai.health.traffic.Totals;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the service depends on and how that is watched: Redis, where it uses one. Without it there is no
 * dependency that could fail. Any thread may ask.
 */
final class ServiceHealth implements AutoCloseable {
  private static final String REDIS = "redis";

  private final @Nullable RedisHealth redis;
  private final HealthMonitor monitor;
  private final History history;
  private final @Nullable Finding refusal;
  private final HealthCounts counts = new HealthCounts();

  private ServiceHealth(
      @Nullable RedisHealth redis, @Nullable Finding refusal, HealthMonitorBuilder checks) {
    this.redis = redis;
    this.refusal = refusal;
    this.history = new History(InstantSource.system());
    this.monitor =
        checks.listener(new HealthEvents()).listener(history).listener(counts).start();
  }

  /**
   * Begins to watch Redis.
   *
   * @param settings the settings of Redis
   * @param latest the same settings once a file behind them has changed
   * @param health how it is watched
   * @param serviceName the name of the connections
   * @throws ai.hokusai.health.classify.FaultException where this JVM cannot use a certificate or key
   */
  static ServiceHealth watching(
      RedisSettings settings,
      Supplier<ConfigOutcome> latest,
      HealthSettings health,
      String serviceName) {
    var redis = RedisHealth.of(settings, serviceName, options(health), latest);
    return new ServiceHealth(
        redis,
        null,
        HealthMonitor.builder().add(Dependency.of(REDIS, redis).withSchedule(schedule(health))));
  }

  private static RedisOptions options(HealthSettings health) {
    return RedisOptions.DEFAULT
        .withCanary(health.writesCanary())
        .withWriteRequired(health.areWritesRequired());
  }

  private static Schedule schedule(HealthSettings health) {
    return Schedule.every(health.interval())
        .withDeadline(health.deadline())
        .withFresh(health.connectInterval())
        .withThresholds(new Thresholds(health.rise(), health.fall()));
  }

  static ServiceHealth withoutRedis() {
    return new ServiceHealth(null, null, HealthMonitor.builder());
  }

  /**
   * A service whose settings of Redis cannot be used, for as long as it runs.
   *
   * @param refusal why, where the settings were resolved nevertheless
   */
  static ServiceHealth rejected(@Nullable Finding refusal) {
    return new ServiceHealth(
        null,
        refusal,
        HealthMonitor.builder().add(Dependency.of(REDIS, () -> Optional.of(Fault.CONFIG_INVALID))));
  }

  /** The diagnostics of the configuration, after the reason why resolved settings cannot be used. */
  List<Finding> problems(AppConfig config) {
    return Stream.concat(
            Stream.ofNullable(refusal), config.diagnostics().stream().map(Finding::of))
        .toList();
  }

  HealthReport report() {
    return monitor.report();
  }

  /** How Redis is, empty where the service does without. */
  Optional<HealthSnapshot> redis() {
    return report().check(REDIS).map(HealthReport.Check::snapshot);
  }

  /** The resource that keeps its documents in Redis, for requests with this token. */
  Resource models(ModelsSettings settings, BearerToken token) {
    if (!settings.isEnabled()) {
      return NoModels.OFF;
    }
    if (redis != null) {
      return ModelsResource.of(monitor.guard(REDIS), redis, settings, token);
    }
    return redis().isPresent() ? NoModels.REJECTED : NoModels.DISABLED;
  }

  /** The last changes. */
  History history() {
    return history;
  }

  /** What was counted since the start. */
  HealthCounts counts() {
    return counts;
  }

  /** The pool of Redis now, empty where the service does without. */
  Optional<PoolUsage> pool() {
    return Optional.ofNullable(redis).map(RedisHealth::poolUsage);
  }

  /** The operations on Redis since the start, empty where the service does without. */
  Optional<Totals> operations() {
    return Optional.ofNullable(redis).map(each -> each.traffic().totals());
  }

  void drain() {
    monitor.drain();
  }

  @Override
  public void close() {
    monitor.close();
    if (redis != null) {
      redis.close();
    }
  }
}
