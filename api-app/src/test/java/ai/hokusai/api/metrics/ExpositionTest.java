package ai.hokusai.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.traffic.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The text format; {@code HealthMetricsTest} has the values. */
final class ExpositionTest {
  private final Scrapes service = Scrapes.withRedis();

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void hasEverySeriesFromTheStart() {
    String text = service.scrape();
    assertThat(text.lines())
        .contains(
            "health_check_state{check=\"redis\",critical=\"true\",status=\"starting\"} 1.0",
            "health_check_state{check=\"redis\",critical=\"true\",status=\"stale\"} 0.0",
            "health_check_up{check=\"redis\"} 0.0",
            "health_check_consecutive_failures{check=\"redis\"} 0.0",
            "health_check_last_success_timestamp_seconds{check=\"redis\"} 0.0",
            "health_check_results_total{check=\"redis\",code=\"\",outcome=\"success\"} 0.0",
            "health_check_results_total{check=\"redis\",code=\"AUTH_FAILED\",outcome=\"failure\"}"
                + " 0.0",
            "health_check_duration_seconds_count{check=\"redis\",outcome=\"failure\"} 0",
            "health_check_duration_seconds_bucket{check=\"redis\",outcome=\"success\",le=\"0.001\"}"
                + " 0",
            "health_check_transitions_total{check=\"redis\",from=\"healthy\",to=\"unhealthy\"} 0.0",
            "health_check_transitions_total{check=\"redis\",from=\"unhealthy\",to=\"healthy\"} 0.0",
            "health_check_cause{check=\"redis\",class=\"TRANSIENT\",code=\"NOT_CHECKED_YET\"} 1.0",
            "health_overall_cause{class=\"TRANSIENT\",code=\"NOT_CHECKED_YET\"} 1.0",
            "health_overall_state{status=\"starting\"} 1.0",
            "health_overall_state{status=\"draining\"} 0.0",
            "health_probe_stalled_total 0.0",
            "health_endpoint_requests_total{http_status=\"200\",path=\"/health\"} 0.0",
            "health_endpoint_requests_total{http_status=\"404\",path=\"/health/checks/{name}\"}"
                + " 0.0",
            "redis_tls_certificate_not_after_timestamp_seconds{check=\"redis\",endpoint=\"redis.***:6379\"}"
                + " 0.0",
            "redis_tls_client_certificate_not_after_timestamp_seconds{check=\"redis\",endpoint=\"redis.***:6379\"}"
                + " 0.0",
            "app_info{release=\"2026.11.24-1\"} 1",
            "app_draining 0.0",
            "app_tokens_refused_total{token=\"HEALTH_DETAILS_TOKEN\"} 0.0",
            "app_tokens_refused_total{token=\"MODELS_TOKEN\"} 0.0",
            "log_lines_dropped_total 0.0",
            "log_lines_suppressed_total 0.0")
        .doesNotHaveDuplicates();
  }

  @Test
  void countsResultsChangesAndOperations() {
    service.script().up("redis");
    service.script().down("redis", Fault.BUSY);
    service.redis().traffic().record(Operation.CONNECT, null, 3_000_000);
    service.redis().traffic().record(Operation.WRITE, Fault.OUT_OF_MEMORY, 2_000_000);
    service.redis().traffic().record(Operation.WRITE, Fault.OUT_OF_MEMORY, 2_000_000);
    service.script().monitor().drain();
    double max = service.redis().check().poolUsage().orElseThrow().max();

    assertThat(service.scrape().lines())
        .contains(
            "health_check_results_total{check=\"redis\",code=\"\",outcome=\"success\"} 1.0",
            "health_check_results_total{check=\"redis\",code=\"BUSY\",outcome=\"failure\"} 3.0",
            "health_check_transitions_total{check=\"redis\",from=\"healthy\",to=\"unhealthy\"} 1.0",
            "health_check_duration_seconds_bucket{check=\"redis\",outcome=\"failure\",le=\"5.0E-4\"}"
                + " 0",
            "health_check_duration_seconds_bucket{check=\"redis\",outcome=\"failure\",le=\"0.001\"}"
                + " 3",
            "health_check_duration_seconds_bucket{check=\"redis\",outcome=\"failure\",le=\"+Inf\"}"
                + " 3",
            "health_check_duration_seconds_count{check=\"redis\",outcome=\"failure\"} 3",
            "health_check_duration_seconds_sum{check=\"redis\",outcome=\"failure\"} 0.003",
            "health_check_up{check=\"redis\"} 0.0",
            "health_check_state{check=\"redis\",critical=\"true\",status=\"unhealthy\"} 1.0",
            "health_check_consecutive_failures{check=\"redis\"} 3.0",
            "health_overall_state{status=\"draining\"} 1.0",
            "health_overall_cause{class=\"TRANSIENT\",code=\"SHUTTING_DOWN\"} 1.0",
            "app_draining 1.0",
            "redis_operations_total{check=\"redis\",code=\"OUT_OF_MEMORY\",operation=\"write\"}"
                + " 2.0",
            "redis_operations_total{check=\"redis\",code=\"\",operation=\"connect\"} 1.0",
            "redis_operation_duration_seconds_bucket{check=\"redis\",operation=\"write\",le=\"0.001\"}"
                + " 0",
            "redis_operation_duration_seconds_bucket{check=\"redis\",operation=\"write\",le=\"0.0025\"}"
                + " 2",
            "redis_operation_duration_seconds_sum{check=\"redis\",operation=\"write\"} 0.004",
            "redis_connections_opened_total{check=\"redis\"} 1.0",
            "redis_pool_active{check=\"redis\"} 0.0",
            "redis_pool_max{check=\"redis\"} " + max);
  }

  @Test
  void hasNoSeriesOfADisabledRedis() {
    try (var disabled = Scrapes.withoutRedis()) {
      assertThat(disabled.scrape())
          .contains("health_overall_state{status=\"healthy\"} 1.0")
          .doesNotContain("redis", "health_check");
    }
  }
}
