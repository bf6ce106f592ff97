package ai.hokusai.spring;

import ai.hokusai.health.HealthCheck;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Calls a health indicator of the service as a check of the monitor, and answers in its place from the snapshot. An
 * indicator that hangs delays no request.
 */
final class BackgroundIndicator implements HealthIndicator, HealthCheck {
  /** The cause while the indicator itself reports that its dependency is down. */
  static final Cause REPORTED_DOWN = Cause.of(
      "INDICATOR_DOWN",
      FaultClass.TRANSIENT,
      "the health indicator reports that its dependency is down",
      "read the other details of this component");

  private final String check;
  private final HealthIndicator indicator;
  private final Supplier<HealthMonitor> monitor;
  private volatile @Nullable Health lastUp;
  private volatile @Nullable Health lastDown;

  /** An indicator of the service that the monitor calls under the name of a check. */
  BackgroundIndicator(String check, HealthIndicator indicator, Supplier<HealthMonitor> monitor) {
    this.check = check;
    this.indicator = indicator;
    this.monitor = monitor;
  }

  @Override
  public Optional<Cause> check() {
    Health health = indicator.health(true);
    if (health == null || !isDown(health.getStatus())) {
      lastUp = health;
      return Optional.empty();
    }
    lastDown = health;
    return Optional.of(REPORTED_DOWN);
  }

  private static boolean isDown(Status status) {
    return status.equals(Status.DOWN) || status.equals(Status.OUT_OF_SERVICE);
  }

  @Override
  public Health health() {
    HealthSnapshot snapshot = monitor.get().report().check(check).orElseThrow().snapshot();
    Health last = snapshot.isUsable() ? lastUp : isReported(snapshot) ? lastDown : null;
    Health.Builder answer = last == null
        ? Health.status(Answers.of(snapshot.status()))
        : new Health.Builder(last.getStatus(), last.getDetails());
    return Answers.complete(answer, snapshot.status(), snapshot.cause());
  }

  private static boolean isReported(HealthSnapshot snapshot) {
    return Cause.haveSameCode(snapshot.cause(), REPORTED_DOWN);
  }
}
