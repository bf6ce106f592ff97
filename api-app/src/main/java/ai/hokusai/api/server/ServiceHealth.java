package ai.hokusai.api.server;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.HealthSettings;
import ai.hokusai.api.config.HealthSettings.PartialOutage;
import ai.hokusai.api.config.ModelsSettings;
import ai.hokusai.api.endpoint.Recent;
import ai.hokusai.api.endpoint.RecentHistory;
import ai.hokusai.api.endpoint.RedisUse;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.Resource;
import ai.hokusai.api.log.Events;
import ai.hokusai.api.log.HealthEvents;
import ai.hokusai.api.log.Logging;
import ai.hokusai.api.models.ModelsResource;
import ai.hokusai.api.models.ModelsUnavailable;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthMonitorBuilder;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.micrometer.HealthMetrics;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.schedule.Thresholds;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Monitors the dependencies of the service: Redis, or none if Redis is disabled. Thread-safe.
 */
final class ServiceHealth implements AutoCloseable {
  private static final String REDIS = "redis";
  private static final String CLIENT_NAME = "hokusai-api";

  private final @Nullable RedisHealth redis;
  private final HealthMonitor monitor;
  private final RecentHistory history;
  private final @Nullable Finding refusal;
  private final HealthMetrics metrics = new HealthMetrics();

  private ServiceHealth(
      @Nullable RedisHealth redis, @Nullable Finding refusal, HealthMonitorBuilder checks) {
    this.redis = redis;
    this.refusal = refusal;
    this.history = new RecentHistory(InstantSource.system());
    this.monitor =
        checks.listener(new HealthEvents()).listener(history).listener(metrics).start();
  }

  /**
   * Starts to monitor the Redis of the settings.
   *
   * @throws StartRefusedException if the settings cannot be used and the start is strict
   */
  static ServiceHealth create(AppConfig config) throws StartRefusedException {
    if (config.isRejected()) {
      return rejected(null);
    }
    RedisSettings settings = config.redis().orElse(null);
    if (settings == null) {
      return withoutRedis();
    }
    try {
      return monitoring(settings, config);
    } catch (FaultException e) {
      var refusal = Finding.of(Severity.ERROR, e.described());
      if (config.startup().isStrict()) {
        throw new StartRefusedException(refusal);
      }
      Events.tolerated(config, refusal);
      return rejected(refusal);
    }
  }

  private static ServiceHealth monitoring(RedisSettings settings, AppConfig config) {
    var latest = new LatestSettings(
        config::reloadRedis, config.secrets(), all -> Logging.apply(config.log(), all));
    HealthSettings health = config.health();
    var redis = RedisHealth.of(settings, CLIENT_NAME, options(health), latest);
    return new ServiceHealth(
        redis,
        null,
        HealthMonitor.builder().add(Dependency.of(REDIS, redis).withSchedule(schedule(health))));
  }

  private static RedisOptions options(HealthSettings health) {
    return RedisOptions.DEFAULT
        .withCanary(health.writesCanary())
        .withWriteRequired(health.areWritesRequired())
        .withPartialOutageAFailure(health.partialOutage() == PartialOutage.UNHEALTHY);
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
   * Creates the health of a service whose Redis settings cannot be used while it runs.
   *
   * @param refusal the reason, if the settings were resolved nevertheless
   */
  static ServiceHealth rejected(@Nullable Finding refusal) {
    return new ServiceHealth(
        null,
        refusal,
        HealthMonitor.builder().add(Dependency.of(REDIS, () -> Optional.of(Fault.CONFIG_INVALID))));
  }

  /** The diagnostics of the configuration; first the reason why resolved settings cannot be used. */
  List<Finding> problems(AppConfig config) {
    return Stream.concat(
            Stream.ofNullable(refusal), config.diagnostics().stream().map(Finding::of))
        .toList();
  }

  HealthReport report() {
    return monitor.report();
  }

  /** The present snapshot of Redis, empty if Redis is disabled. */
  Optional<HealthSnapshot> redis() {
    return report().check(REDIS).map(HealthReport.Check::snapshot);
  }

  /** The resource that stores its documents in Redis, for requests with this token. */
  Resource models(ModelsSettings settings, BearerToken token) {
    if (!settings.isEnabled()) {
      return ModelsUnavailable.OFF;
    }
    if (redis != null) {
      return ModelsResource.of(monitor.guard(REDIS), redis, settings, token);
    }
    return redis().isPresent() ? ModelsUnavailable.REJECTED : ModelsUnavailable.DISABLED;
  }

  /** The latest changes and probes, and the use of Redis. */
  Recent recent() {
    return new Recent(history, name -> monitor.redis(name).map(RedisUse::of));
  }

  /** The metrics since the start. */
  HealthMetrics metrics() {
    return metrics;
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
