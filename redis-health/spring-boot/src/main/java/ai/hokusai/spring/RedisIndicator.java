package ai.hokusai.spring;

import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Answers for Redis from the snapshot of the monitor, without a request to Redis. */
final class RedisIndicator implements HealthIndicator {
  /** The name of the check, and of the component in the actuator. */
  static final String NAME = "redis";

  private final Supplier<HealthMonitor> monitor;

  RedisIndicator(Supplier<HealthMonitor> monitor) {
    this.monitor = monitor;
  }

  @Override
  public Health health() {
    HealthReport report = monitor.get().report();
    if (report.status() == Status.DRAINING) {
      return answer(Status.DRAINING, Fault.SHUTTING_DOWN);
    }
    HealthSnapshot snapshot = report.check(NAME).orElseThrow().snapshot();
    return answer(snapshot.status(), snapshot.cause());
  }

  private static Health answer(Status status, @Nullable Cause cause) {
    return Answers.complete(Health.status(Answers.of(status)), status, cause);
  }
}
