package ai.hokusai.api.health;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports of a service with one check, as a monitor would make them. */
public final class Reports {
  static final Instant SINCE = Instant.parse("2026-11-24T03:00:00Z");

  private Reports() {}

  public static HealthReport healthy() {
    return of(Status.HEALTHY, null);
  }

  static HealthReport of(Status status, @Nullable Cause cause) {
    return of(status, cause, null);
  }

  static HealthReport of(Status status, @Nullable Cause cause, @Nullable Instant checkedAt) {
    Status ofCheck = status == Status.DRAINING ? Status.HEALTHY : status;
    var took = checkedAt == null ? null : Duration.ofMillis(3);
    var snapshot = new HealthSnapshot(
        ofCheck, cause, SINCE, checkedAt, took, null, Tally.NONE, List.of(), null);
    return new HealthReport(status, SINCE, List.of(new Check("redis", true, snapshot)));
  }
}
