package ai.hokusai.health.micrometer;

import static ai.hokusai.health.micrometer.HealthMetrics.word;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The meters of one check: its status, results and changes. */
final class CheckMeters {
  private final HealthMetrics metrics;
  private final RegisteredMeters meters;
  private final int index;
  private final HealthReport.Check check;
  private final Tags labels;

  CheckMeters(HealthMetrics metrics, RegisteredMeters meters, int index, HealthReport.Check check) {
    this.metrics = metrics;
    this.meters = meters;
    this.index = index;
    this.check = check;
    this.labels = Tags.of("check", check.name());
  }

  void register() {
    String critical = String.valueOf(check.isCritical());
    for (Status status : Status.values()) {
      if (status != Status.DRAINING) {
        gauge(
            "health.check.state",
            "1 for the present status of the check",
            labels.and("critical", critical, "status", word(status)),
            snapshot -> RegisteredMeters.flag(snapshot.status() == status));
      }
    }
    gauge(
        "health.check.up",
        "1 while the dependency can be used",
        labels,
        snapshot -> RegisteredMeters.flag(snapshot.isUsable()));
    gauge(
        "health.check.consecutive.failures",
        "Failures since the last success",
        labels,
        snapshot -> snapshot.tally().consecutiveFailures());
    gauge(
        "health.check.last.success.timestamp.seconds",
        "Time of the last success, 0 before the first",
        labels,
        snapshot -> RegisteredMeters.seconds(snapshot.tally().lastSuccessAt()));
    gauge(
        "health.check.last.completed.timestamp.seconds",
        "Time of the last completed attempt, 0 before the first",
        labels,
        snapshot -> RegisteredMeters.seconds(snapshot.checkedAt()));
    outcomes();
    transitions();
  }

  private void gauge(String name, String help, Tags all, ToDoubleFunction<HealthSnapshot> value) {
    var ignored = meters.gauge(
        name,
        help,
        all,
        metrics,
        each -> value.applyAsDouble(each.report().checks().get(index).snapshot()));
  }

  private void outcomes() {
    var ignored = metrics.results(check.name(), HealthMetrics.SUCCESS, "");
    for (String code : Codes.OF_FAILURES) {
      ignored = metrics.results(check.name(), HealthMetrics.FAILURE, code);
    }
    for (String outcome : List.of(HealthMetrics.SUCCESS, HealthMetrics.FAILURE)) {
      meters.timer(
          "health.check.duration",
          "Duration of the attempts of a check",
          labels.and("outcome", outcome),
          metrics.durations(check.name(), outcome));
    }
  }

  private void transitions() {
    for (Status from : Status.values()) {
      for (Status to : Status.values()) {
        if (from != to
            && from != Status.DRAINING
            && to != Status.STARTING
            && to != Status.DRAINING) {
          var ignored = metrics.transitions(check.name(), from, to);
        }
      }
    }
  }
}
