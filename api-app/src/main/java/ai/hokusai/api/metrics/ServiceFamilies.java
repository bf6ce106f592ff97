package ai.hokusai.api.metrics;

import static ai.hokusai.api.format.Fields.word;
import static ai.hokusai.api.metrics.Family.flag;

import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.log.LibraryLines;
import ai.hokusai.api.log.LogOutput;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import ai.hokusai.health.redis.PoolUsage;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the metrics of the whole service, of the pool, and of the certificates. */
final class ServiceFamilies {

  private ServiceFamilies() {}

  static Stream<MetricSnapshot> of(HealthReport report, MetricSources sources) {
    return Stream.of(
        states(report),
        cause(report),
        requests(sources),
        InfoSnapshot.builder()
            .name("app")
            .help("The release that runs")
            .dataPoint(InfoDataPointSnapshot.builder()
                .labels(Labels.of("release", sources.release()))
                .build())
            .build(),
        Family.of("app_draining", "1 while the service is draining")
            .add(flag(report.status() == Status.DRAINING))
            .gauge());
  }

  private static MetricSnapshot states(HealthReport report) {
    Family family = Family.of("health_overall_state", "1 for the present status of the service");
    for (Status status : Status.values()) {
      family.add(flag(report.status() == status), "status", word(status));
    }
    return family.gauge();
  }

  private static MetricSnapshot cause(HealthReport report) {
    Family family =
        Family.of("health_overall_cause", "1 for the code of a service that is not healthy");
    report.cause().ifPresent(cause -> family.add(1, "code", cause.code()));
    return family.gauge();
  }

  private static MetricSnapshot requests(MetricSources sources) {
    Family family = Family.of("health_endpoint_requests", "Responses of the health endpoints");
    sources
        .requests()
        .forEach((path, status, count) ->
            family.add((double) count, "path", path, "http_status", String.valueOf(status)));
    return family.counter();
  }

  /** The counters of refused tokens and dropped log lines. */
  static Stream<MetricSnapshot> ofLosses(MetricSources sources) {
    var refused = Family.of("app_tokens_refused", "Requests with a wrong token");
    for (BearerToken each : sources.tokens()) {
      refused.add((double) each.refused(), "token", each.variable());
    }
    return Stream.of(
        refused.counter(),
        Family.of("log_lines_dropped", "Log lines dropped because stdout was blocked")
            .add((double) LogOutput.ofProcess().dropped())
            .counter(),
        Family.of("log_lines_suppressed", "Log lines of libraries above their limit")
            .add((double) LibraryLines.ofProcess().suppressed())
            .counter());
  }

  /** The metrics of Redis: none if it is disabled, no certificate without TLS. */
  static Stream<MetricSnapshot> ofRedis(MetricSources sources) {
    HealthCounts counts = sources.counts();
    Stream<MetricSnapshot> certificate = sources
        .redis()
        .filter(MetricSources.RedisAddress::isTls)
        .map(redis -> expiry(
            "redis_tls_certificate_not_after_timestamp_seconds",
            "Expiry of the server certificate, 0 before the first result",
            counts.certificateEnd(),
            redis))
        .stream();
    Stream<MetricSnapshot> clientCertificate = sources
        .redis()
        .filter(MetricSources.RedisAddress::hasClientCertificate)
        .map(redis -> expiry(
            "redis_tls_client_certificate_not_after_timestamp_seconds",
            "Expiry of the client certificate, 0 before the first result",
            counts.clientCertificateEnd(),
            redis))
        .stream();
    return Stream.of(
            certificate,
            clientCertificate,
            sources.pool().get().stream().flatMap(ServiceFamilies::pool))
        .flatMap(each -> each);
  }

  private static MetricSnapshot expiry(
      String name, String help, Optional<Instant> end, MetricSources.RedisAddress redis) {
    return Family.of(name, help)
        .add(CheckFamilies.seconds(end.orElse(null)), "endpoint", redis.address())
        .gauge();
  }

  private static Stream<MetricSnapshot> pool(PoolUsage pool) {
    return Stream.of(
        Family.of("redis_pool_active", "Connections in use").add(pool.active()).gauge(),
        Family.of("redis_pool_idle", "Idle connections").add(pool.idle()).gauge(),
        Family.of("redis_pool_waiting", "Requests that wait for a connection")
            .add(pool.waiting())
            .gauge(),
        Family.of("redis_pool_max", "Maximum number of connections")
            .add(pool.max())
            .gauge(),
        Family.of("redis_pool_wait_seconds", "Mean wait of the last 100 requests for a connection")
            .add(pool.meanWait().toNanos() / 1e9)
            .gauge());
  }
}
