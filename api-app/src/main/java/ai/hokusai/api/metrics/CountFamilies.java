package ai.hokusai.api.metrics;

import static ai.hokusai.api.format.Fields.word;

import ai.hokusai.api.metrics.HealthCounts.Change;
import ai.hokusai.api.metrics.HealthCounts.Outcome;
import ai.hokusai.api.metrics.HealthCounts.Result;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Builds the counters and histograms of each check. Counters start at 0, since {@code increase()} ignores the
 * first value of a new series.
 */
final class CountFamilies {
  private final HealthCounts counts;
  private final List<String> checks;

  private CountFamilies(HealthCounts counts, List<String> checks) {
    this.counts = counts;
    this.checks = checks;
  }

  static Stream<MetricSnapshot> of(HealthReport report, HealthCounts counts) {
    var families = new CountFamilies(
        counts, report.checks().stream().map(HealthReport.Check::name).toList());
    return Stream.of(
        families.results(),
        families.durations(),
        families.changes(),
        Family.of("health_probe_stalled", "Results that became stale")
            .add((double) counts.stalls())
            .counter());
  }

  private MetricSnapshot results() {
    Map<Result, Long> all = new HashMap<>();
    for (String check : checks) {
      for (Outcome outcome : Outcome.values()) {
        Codes.of(outcome).forEach(code -> all.put(new Result(check, outcome, code), 0L));
      }
    }
    all.putAll(counts.results());
    Family family = Family.of("health_check_results", "Attempts of a check by result");
    all.forEach((result, count) -> family.add(
        (double) count,
        "check",
        result.check(),
        "outcome",
        word(result.outcome()),
        "code",
        result.code()));
    return family.counter();
  }

  private MetricSnapshot changes() {
    Map<Change, Long> all = possibleChanges();
    all.putAll(counts.changes());
    Family family = Family.of("health_check_transitions", "Changes of the status of a check");
    all.forEach((change, count) -> family.add(
        (double) count,
        "check",
        change.check(),
        "from",
        word(change.from()),
        "to",
        word(change.to()),
        "code",
        change.code()));
    return family.counter();
  }

  private Map<Change, Long> possibleChanges() {
    Map<Change, Long> all = new HashMap<>();
    for (String check : checks) {
      for (Status from : Status.values()) {
        for (Status to : Status.values()) {
          if (from != to && from != Status.DRAINING) {
            Codes.of(to).forEach(code -> all.put(new Change(check, from, to, code), 0L));
          }
        }
      }
    }
    return all;
  }

  private MetricSnapshot durations() {
    var family = HistogramSnapshot.builder()
        .name("health_check_duration_seconds")
        .help("Duration of the attempts of a check");
    for (String check : checks) {
      for (Outcome outcome : Outcome.values()) {
        Durations.Reading read = counts.durations(check, outcome).read();
        family.dataPoint(HistogramDataPointSnapshot.builder()
            .classicHistogramBuckets(ClassicHistogramBuckets.of(read.bounds(), read.counts()))
            .sum(read.sum())
            .labels(Labels.of("check", check, "outcome", word(outcome)))
            .build());
      }
    }
    return family.build();
  }
}
