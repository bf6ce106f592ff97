package ai.hokusai.api.metrics;

import static ai.hokusai.api.format.Fields.word;

import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Totals;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.stream.Stream;

/** Builds the metrics of operations on Redis, and of events of Redis. */
final class OperationFamilies {
  private static final String CHECK = "redis";

  private OperationFamilies() {}

  static Stream<MetricSnapshot> of(MetricSources sources) {
    return sources.operations().stream()
        .flatMap(totals -> Stream.of(
            operations(totals), durations(totals), opened(totals), events(sources.counts())));
  }

  private static MetricSnapshot operations(Totals totals) {
    Family family = Family.of("redis_operations", "Operations on Redis by result");
    totals.forEach((operation, cause, count) -> family.add(
        (double) count,
        "check",
        CHECK,
        "operation",
        word(operation),
        "code",
        cause == null ? "" : cause.code()));
    return family.counter();
  }

  private static MetricSnapshot durations(Totals totals) {
    var family = HistogramSnapshot.builder()
        .name("redis_operation_duration_seconds")
        .help("Duration of the operations on Redis, including the wait for a connection");
    for (Operation operation : Operation.values()) {
      family.dataPoint(HistogramDataPointSnapshot.builder()
          .classicHistogramBuckets(ClassicHistogramBuckets.of(
              Arrays.stream(Totals.bucketBounds()).boxed().toList(),
              Arrays.stream(totals.bucketCounts(operation)).boxed().toList()))
          .sum(totals.seconds(operation))
          .labels(Labels.of("check", CHECK, "operation", word(operation)))
          .build());
    }
    return family.build();
  }

  private static MetricSnapshot events(HealthCounts counts) {
    Family family = Family.of("redis_events", "Events of Redis other than changes of a status");
    for (RedisEvent.Kind kind : RedisEvent.Kind.values()) {
      family.add((double) counts.events(CHECK, kind), "check", CHECK, "event", kind.eventName());
    }
    return family.counter();
  }

  private static MetricSnapshot opened(Totals totals) {
    return Family.of("redis_connections_opened", "Connections that the pool has opened")
        .add((double) totals.successes(Operation.CONNECT))
        .counter();
  }
}
