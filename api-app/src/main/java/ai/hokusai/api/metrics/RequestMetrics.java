package ai.hokusai.api.metrics;

import ai.hokusai.api.http.ResourceRequests;
import ai.hokusai.health.traffic.Durations;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;

/**
 * The metrics of the requests of the resource. Not of Micrometer, which has no histogram that reads its values, and
 * would lose the requests before the first scrape.
 */
final class RequestMetrics implements MultiCollector {
  private static final double NANOS_PER_SECOND = 1e9;

  private final ResourceRequests requests;

  RequestMetrics(ResourceRequests requests) {
    this.requests = requests;
  }

  @Override
  public MetricSnapshots collect() {
    var counts = CounterSnapshot.builder().name("app_requests").help("Responses of the API");
    var durations = HistogramSnapshot.builder()
        .name("app_request_duration_seconds")
        .unit(Unit.SECONDS)
        .help("Duration of requests from their headers to the end of the response");
    requests.kinds().forEach((kind, responses) -> {
      Labels labels = Labels.of("method", kind.method(), "path", kind.path());
      responses
          .statuses()
          .forEach((status, count) ->
              counts.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                  .labels(labels.merge(Labels.of("http_status", String.valueOf(status))))
                  .value((double) count.sum())
                  .build()));
      durations.dataPoint(histogram(labels, responses.durations()));
    });
    return MetricSnapshots.of(counts.build(), durations.build());
  }

  private static HistogramSnapshot.HistogramDataPointSnapshot histogram(
      Labels labels, Durations durations) {
    var buckets = ClassicHistogramBuckets.builder();
    long sum = 0;
    int last = Durations.bounds().size();
    for (int i = 0; i <= last; i++) {
      double bound = i == last
          ? Double.POSITIVE_INFINITY
          : Durations.bounds().get(i).toNanos() / NANOS_PER_SECOND;
      buckets.bucket(bound, durations.count(i));
      sum += durations.sumNanos(i);
    }
    return HistogramSnapshot.HistogramDataPointSnapshot.builder()
        .labels(labels)
        .classicHistogramBuckets(buckets.build())
        .sum(sum / NANOS_PER_SECOND)
        .build();
  }
}
