package ai.hokusai.api.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.redis.RedisEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExpositionTest {
  private static final HealthReport UNKNOWN =
      Scrapes.report(Status.STARTING, Fault.NOT_CHECKED_YET, Tally.NONE);

  private final HealthCounts counts = new HealthCounts();

  @Test
  void hasEverySeriesFromTheStart() {
    String text = Scrapes.scrape(UNKNOWN, counts);
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
            "health_check_transitions_total{check=\"redis\",code=\"READ_TIMEOUT\",from=\"healthy\","
                + "to=\"unhealthy\"} 0.0",
            "health_check_transitions_total{check=\"redis\",code=\"\",from=\"unhealthy\","
                + "to=\"healthy\"} 0.0",
            "health_check_cause{check=\"redis\",code=\"NOT_CHECKED_YET\"} 1.0",
            "health_overall_cause{code=\"NOT_CHECKED_YET\"} 1.0",
            "health_overall_state{status=\"starting\"} 1.0",
            "health_overall_state{status=\"draining\"} 0.0",
            "health_probe_stalled_total 0.0",
            "health_endpoint_requests_total{http_status=\"200\",path=\"/health\"} 0.0",
            "health_endpoint_requests_total{http_status=\"404\",path=\"/health/checks/{name}\"}"
                + " 0.0",
            "redis_tls_certificate_not_after_timestamp_seconds{endpoint=\"redis.internal:6379\"}"
                + " 0.0",
            "redis_tls_client_certificate_not_after_timestamp_seconds{endpoint=\"redis.internal:6379\"}"
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
  void staysBoundedWhateverHappens() {
    long before = ours(Scrapes.scrape(UNKNOWN, counts));
    for (Fault fault : Fault.values()) {
      if (fault != Fault.TLS_CERTIFICATE_EXPIRING
          && fault != Fault.AUTH_NOT_NEEDED
          && fault != Fault.PROBE_STALLED
          && fault != Fault.POOL_EXHAUSTED
          && fault != Fault.FLAPPING
          && fault != Fault.SLOW
          && fault != Fault.NOT_CHECKED_YET
          && fault != Fault.SHUTTING_DOWN) {
        var down = Scrapes.check(Status.UNHEALTHY, fault, Tally.NONE);
        if (fault != Fault.PROCESS_STARVED) {
          counts.checkChanged(down, Status.HEALTHY);
        }
        counts.resultArrived(down, fault);
      }
    }
    counts.checkChanged(
        Scrapes.check(Status.STALE, Fault.PROBE_STALLED, Tally.NONE), Status.STARTING);
    counts.checkChanged(
        Scrapes.check(Status.DEGRADED, Fault.TLS_CERTIFICATE_EXPIRING, Tally.NONE), Status.STALE);
    assertThat(ours(Scrapes.scrape(UNKNOWN, counts))).isEqualTo(before).isLessThan(600);
  }

  private static long ours(String text) {
    return text.lines().filter(line -> line.matches("(health|redis|app)_.*")).count();
  }

  @Test
  void countsEveryResultAndOnlyChangesOfAStatus() {
    var up = Scrapes.check(Status.HEALTHY, null, Tally.of(1, 0, 0, false, Scrapes.SINCE));
    counts.checkChanged(up, Status.STARTING);
    counts.resultArrived(up, null);
    counts.resultArrived(up, Fault.READ_TIMEOUT);
    counts.resultArrived(up, Fault.READ_TIMEOUT);
    var down = Scrapes.check(Status.UNHEALTHY, Fault.BUSY, Tally.of(0, 3, 1, false, Scrapes.SINCE));
    counts.checkChanged(down, Status.HEALTHY);
    counts.checkChanged(down, Status.UNHEALTHY);
    counts.resultArrived(down, Fault.BUSY);

    String text =
        Scrapes.scrape(HealthReport.of(Status.DRAINING, Scrapes.SINCE, List.of(down)), counts);
    assertThat(text.lines())
        .contains(
            "health_check_results_total{check=\"redis\",code=\"\",outcome=\"success\"} 1.0",
            "health_check_results_total{check=\"redis\",code=\"READ_TIMEOUT\",outcome=\"failure\"}"
                + " 2.0",
            "health_check_results_total{check=\"redis\",code=\"BUSY\",outcome=\"failure\"} 1.0",
            "health_check_transitions_total{check=\"redis\",code=\"BUSY\",from=\"healthy\","
                + "to=\"unhealthy\"} 1.0",
            "health_check_duration_seconds_bucket{check=\"redis\",outcome=\"failure\",le=\"0.0025\"}"
                + " 0",
            "health_check_duration_seconds_bucket{check=\"redis\",outcome=\"failure\",le=\"0.005\"}"
                + " 3",
            "health_check_duration_seconds_bucket{check=\"redis\",outcome=\"failure\",le=\"+Inf\"}"
                + " 3",
            "health_check_duration_seconds_count{check=\"redis\",outcome=\"failure\"} 3",
            "health_check_duration_seconds_sum{check=\"redis\",outcome=\"failure\"} 0.009",
            "health_check_up{check=\"redis\"} 0.0",
            "health_check_state{check=\"redis\",critical=\"true\",status=\"unhealthy\"} 1.0",
            "health_check_consecutive_failures{check=\"redis\"} 3.0",
            "health_check_last_success_timestamp_seconds{check=\"redis\"} 1.7954892E9",
            "health_check_last_completed_timestamp_seconds{check=\"redis\"} 1.7954892015E9",
            "health_overall_state{status=\"draining\"} 1.0",
            "app_draining 1.0",
            "redis_pool_active 3.0",
            "redis_pool_idle 2.0",
            "redis_pool_waiting 1.0",
            "redis_pool_max 8.0",
            "redis_pool_wait_seconds 0.25",
            "redis_tls_certificate_not_after_timestamp_seconds{endpoint=\"redis.internal:6379\"} "
                + "1.7987616E9",
            "redis_tls_client_certificate_not_after_timestamp_seconds{endpoint=\"redis.internal:6379\"}"
                + " 1.80144E9");
    assertThat(text.lines())
        .noneMatch(line -> line.contains("from=\"unhealthy\",to=\"unhealthy\""));
  }

  @Test
  void countsTheOperationsOnRedisByKindAndCode() {
    assertThat(Scrapes.scrape(UNKNOWN, counts).lines())
        .contains(
            "redis_operations_total{check=\"redis\",code=\"OUT_OF_MEMORY\",operation=\"write\"}"
                + " 2.0",
            "redis_operations_total{check=\"redis\",code=\"\",operation=\"connect\"} 1.0",
            "redis_operations_total{check=\"redis\",code=\"AUTH_FAILED\",operation=\"read\"} 0.0",
            "redis_operation_duration_seconds_bucket{check=\"redis\",operation=\"write\",le=\"0.001\"}"
                + " 0",
            "redis_operation_duration_seconds_bucket{check=\"redis\",operation=\"write\",le=\"0.0025\"}"
                + " 2",
            "redis_operation_duration_seconds_sum{check=\"redis\",operation=\"write\"} 0.004",
            "redis_connections_opened_total 1.0");
  }

  @Test
  void countsTheEventsOfRedis() {
    var event = new RedisEvent(RedisEvent.Kind.ADDRESS_FAILING, "it fails", null, null, Map.of());
    counts.eventOccurred(Scrapes.check(Status.HEALTHY, null, Tally.NONE), event);
    assertThat(Scrapes.scrape(UNKNOWN, counts).lines())
        .contains(
            "redis_events_total{check=\"redis\",event=\"connection.address_failing\"} 1.0",
            "redis_events_total{check=\"redis\",event=\"connection.address_recovered\"} 0.0");
  }

  @Test
  void countsStalls() {
    counts.checkChanged(
        Scrapes.check(Status.STALE, Fault.PROBE_STALLED, Tally.NONE), Status.HEALTHY);
    assertThat(Scrapes.scrape(UNKNOWN, counts)).contains("\nhealth_probe_stalled_total 1.0\n");
  }

  @Test
  void showsACodeOfAServicesOwnWithItsFirstResult() {
    var full = Cause.of("SPOOL_FULL", FaultClass.CAPACITY, "the spool is full", "empty it");
    counts.resultArrived(Scrapes.check(Status.STARTING, full, Tally.NONE), full);
    assertThat(Scrapes.scrape(UNKNOWN, counts))
        .contains(
            "health_check_results_total{check=\"redis\",code=\"SPOOL_FULL\",outcome=\"failure\"}"
                + " 1.0");
  }

  @Test
  void hasNoSeriesOfADisabledRedis() throws Exception {
    var report = HealthReport.of(Status.HEALTHY, Scrapes.SINCE, List.of());
    var sources = new MetricSources(
        () -> report,
        counts,
        Scrapes.endpoints(report).requests(),
        Scrapes.TOKENS,
        Optional::empty,
        Optional.empty(),
        "unknown",
        Optional.empty());
    assertThat(new String(new Exposition(sources).text(), UTF_8))
        .contains("health_overall_state{status=\"healthy\"} 1.0")
        .doesNotContain("redis", "health_check");
  }
}
