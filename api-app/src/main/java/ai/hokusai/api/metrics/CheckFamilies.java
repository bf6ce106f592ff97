package ai.hokusai.api.metrics;

import static ai.hokusai.api.format.Fields.word;
import static ai.hokusai.api.metrics.Family.flag;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the metrics of each check from a report. */
final class CheckFamilies {
  private static final double MILLIS_PER_SECOND = 1e3;

  private CheckFamilies() {}

  static Stream<MetricSnapshot> of(HealthReport report) {
    return Stream.of(
        states(report),
        causes(report),
        Family.ofChecks(
            "health_check_up",
            "1 while the dependency can be used",
            report,
            check -> flag(check.snapshot().isUsable())),
        Family.ofChecks(
            "health_check_consecutive_failures",
            "Failures since the last success",
            report,
            check -> check.snapshot().tally().consecutiveFailures()),
        Family.ofChecks(
            "health_check_last_success_timestamp_seconds",
            "Time of the last success, 0 before the first",
            report,
            check -> seconds(check.snapshot().tally().lastSuccessAt())),
        Family.ofChecks(
            "health_check_last_completed_timestamp_seconds",
            "Time of the last completed attempt, 0 before the first",
            report,
            check -> seconds(check.snapshot().checkedAt())));
  }

  private static MetricSnapshot states(HealthReport report) {
    Family family = Family.of("health_check_state", "1 for the present status of the check");
    for (HealthReport.Check check : report.checks()) {
      String critical = String.valueOf(check.isCritical());
      for (Status status : Status.values()) {
        if (status != Status.DRAINING) {
          double value = flag(check.snapshot().status() == status);
          family.add(value, "check", check.name(), "critical", critical, "status", word(status));
        }
      }
    }
    return family.gauge();
  }

  /** One series for each check that has a cause. */
  private static MetricSnapshot causes(HealthReport report) {
    Family family =
        Family.of("health_check_cause", "1 for the code of a check that is not healthy");
    for (HealthReport.Check check : report.checks()) {
      Cause cause = check.snapshot().cause();
      if (cause != null) {
        family.add(1, "check", check.name(), "code", cause.code());
      }
    }
    return family.gauge();
  }

  static double seconds(@Nullable Instant at) {
    return at == null ? 0 : at.toEpochMilli() / MILLIS_PER_SECOND;
  }
}
