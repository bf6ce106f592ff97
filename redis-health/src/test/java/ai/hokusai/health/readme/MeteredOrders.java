package ai.hokusai.health.readme;

import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.micrometer.HealthMetrics;
import io.micrometer.core.instrument.MeterRegistry;

/** The sample for metrics in {@code README.md}. */
final class MeteredOrders {
  private final HealthMetrics metrics = new HealthMetrics();

  HealthMonitor start(RedisHealth redis, MeterRegistry registry) {
    metrics.bindTo(registry);
    return HealthMonitor.builder()
        .add(Dependency.of("redis", redis))
        .listener(metrics)
        .start();
  }
}
