package ai.hokusai.api.metrics;

import ai.hokusai.health.HealthReport;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Builds the series of one metric. Used by one thread. */
final class Family {
  private final MetricMetadata name;
  private final List<Sample> samples = new ArrayList<>();

  private record Sample(double value, Labels labels) {}

  private Family(MetricMetadata name) {
    this.name = name;
  }

  /** A family without series. The name of a counter excludes {@code _total}. */
  static Family of(String name, String help) {
    return new Family(new MetricMetadata(name, help));
  }

  /** A gauge with one series for each check. */
  static GaugeSnapshot ofChecks(
      String name, String help, HealthReport report, ToDoubleFunction<HealthReport.Check> value) {
    Family family = of(name, help);
    for (HealthReport.Check check : report.checks()) {
      family.add(value.applyAsDouble(check), "check", check.name());
    }
    return family.gauge();
  }

  /** Adds one series with alternating names and values of its labels. */
  Family add(double value, String... labels) {
    samples.add(new Sample(value, Labels.of(labels)));
    return this;
  }

  GaugeSnapshot gauge() {
    return new GaugeSnapshot(
        name,
        samples.stream()
            .map(each -> new GaugeDataPointSnapshot(each.value, each.labels, null))
            .toList());
  }

  CounterSnapshot counter() {
    return new CounterSnapshot(
        name,
        samples.stream()
            .map(each -> new CounterDataPointSnapshot(each.value, each.labels, null, 0))
            .toList());
  }

  static double flag(boolean isSet) {
    return isSet ? 1 : 0;
  }
}
