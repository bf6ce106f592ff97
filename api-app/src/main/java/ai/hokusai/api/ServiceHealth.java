package ai.hokusai.api;

import ai.hokusai.api.log.HealthEvents;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.RedisHealth;
import org.jspecify.annotations.Nullable;

/**
 * What the service depends on and how that is watched: Redis, where it uses one. Without it there is no
 * dependency that could fail. Any thread may ask.
 */
final class ServiceHealth implements AutoCloseable {
  private final @Nullable RedisHealth redis;
  private final HealthMonitor monitor;

  private ServiceHealth(@Nullable RedisHealth redis, HealthMonitor monitor) {
    this.redis = redis;
    this.monitor = monitor;
  }

  /** Begins to watch Redis. */
  static ServiceHealth watching(RedisSettings settings, String serviceName) {
    var redis = RedisHealth.of(settings, serviceName);
    var monitor = HealthMonitor.builder()
        .critical("redis", redis)
        .listener(new HealthEvents())
        .start();
    return new ServiceHealth(redis, monitor);
  }

  static ServiceHealth withoutRedis() {
    return new ServiceHealth(null, HealthMonitor.builder().start());
  }

  HealthReport report() {
    return monitor.report();
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
