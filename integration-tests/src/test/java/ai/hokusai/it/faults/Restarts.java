package ai.hokusai.it.faults;

import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.schedule.Schedule;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntBiFunction;

/** Starts and stops of a service, for a class loader of its own; only types of the JDK go in and out. */
public final class Restarts
    implements ToIntBiFunction<Map<String, String>, Integer>, HealthListener {
  private final AtomicInteger changes = new AtomicInteger();

  /** Starts and stops a service so many times and returns how many were healthy. */
  @Override
  public int applyAsInt(Map<String, String> environment, Integer cycles) {
    for (int i = 0; i < cycles; i++) {
      run(environment);
    }
    return changes.get();
  }

  private void run(Map<String, String> environment) {
    RedisSettings settings = RedisConfig.resolve(environment).settingsOrThrow();
    try (var redis = RedisHealth.of(
            settings, "orders", RedisOptions.DEFAULT, () -> RedisConfig.resolve(environment));
        var monitor = HealthMonitor.builder()
            .add(Dependency.of("redis", redis)
                .withSchedule(Schedule.every(Duration.ofMillis(10))
                    .withFresh(Duration.ofMillis(10))
                    .withDeadline(Duration.ofSeconds(10))))
            .listener(this)
            .start()) {
      while (monitor.report().status() != Status.HEALTHY) {
        Thread.onSpinWait();
      }
      String reply = monitor.guard("redis").call(() -> redis.client().ping(), down -> "down");
      if (!reply.equals("PONG")) {
        throw new IllegalStateException(reply);
      }
    }
  }

  @Override
  public void checkChanged(HealthReport.Check check, Status from) {
    if (check.snapshot().status() == Status.HEALTHY) {
      changes.incrementAndGet();
    }
  }
}
