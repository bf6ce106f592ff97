package ai.hokusai.health.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HealthEndpointsTest {
  private static final Instant SINCE = Instant.parse("2026-11-24T03:00:00.123456Z");
  private static final Map<String, String> HEADERS =
      Map.of("Cache-Control", "no-store", "Content-Type", "application/health+json");

  private static final String TOKEN = "details-token-0123456789";
  private static final Verdict REFUSED =
      Verdict.of(Verdict.Level.REFUSED, Fault.READONLY_REPLICA, 79, 80);

  private Instant now = SINCE.plusSeconds(5);
  private final HealthEndpoints endpoints = HealthEndpoints.of(() -> now);

  private static HealthReport report(Status status, @Nullable Cause cause) {
    var snapshot = HealthSnapshot.of(status, cause, SINCE).withCheckedAt(SINCE.plusMillis(3_250));
    return HealthReport.of(status, SINCE, List.of(Check.of("redis", true, snapshot)));
  }

  private HealthResponse get(HealthReport report, String path) {
    return endpoints.respond(report, "GET", path).orElseThrow();
  }

  private static String text(HealthResponse response) {
    return new String(response.body(), UTF_8);
  }

  private static String words(Fault fault) {
    return "\"message\":\"%s\",\"remedy\":\"%s\",\"docs\":\"%s\","
        .formatted(
            fault.message().replace("\"", "\\\""),
            fault.remedy().replace("\"", "\\\""),
            fault.docs());
  }

  @ParameterizedTest
  @CsvSource({
    "/health, /health",
    "/health/ready, /health/ready",
    "/ready, /health/ready",
    "/health/checks/redis, /health/checks/{name}"
  })
  void showsCodeAndAgeOfAnOutage(String path, String endpoint) {
    HealthResponse response = get(report(Status.UNHEALTHY, Fault.CONNECT_REFUSED), path);
    assertThat(response.path()).isEqualTo(endpoint);
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers())
        .containsAllEntriesOf(HEADERS)
        .containsEntry("Retry-After", "2")
        .containsEntry("X-Health-Code", "CONNECT_REFUSED")
        .hasSize(4);
    assertThat(text(response))
        .isEqualTo("{\"status\":\"unhealthy\",\"code\":\"CONNECT_REFUSED\","
            + words(Fault.CONNECT_REFUSED)
            + "\"since\":\"2026-11-24T03:00:00.123Z\",\"age\":1.7}\n");
  }

  @Test
  void rendersAgainOnceTheAgeOrTheReportChanges() {
    HealthReport report = report(Status.HEALTHY, null);
    assertThat(text(get(report, "/health"))).endsWith("\"age\":1.7}\n");
    now = now.plusMillis(50);
    assertThat(text(get(report, "/health"))).endsWith("\"age\":1.8}\n");
    now = SINCE;
    assertThat(text(get(report, "/health"))).endsWith("\"age\":0.0}\n");
    assertThat(text(get(report(Status.DEGRADED, Fault.FLAPPING), "/health")))
        .startsWith("{\"status\":\"degraded\",\"code\":\"FLAPPING\"");
  }

  @Test
  void hasNoAgeBeforeTheFirstResult() {
    var snapshot = HealthSnapshot.of(Status.STARTING, Fault.NOT_CHECKED_YET, SINCE);
    var report =
        HealthReport.of(Status.STARTING, SINCE, List.of(Check.of("redis", true, snapshot)));
    assertThat(text(get(report, "/health")))
        .isEqualTo("{\"status\":\"starting\",\"code\":\"NOT_CHECKED_YET\","
            + words(Fault.NOT_CHECKED_YET)
            + "\"since\":\"2026-11-24T03:00:00.123Z\"}\n");
  }

  @Test
  void marksADegradedServiceThatIsUsable() {
    HealthReport report = report(Status.DEGRADED, Fault.FLAPPING);
    assertThat(get(report, "/health").status()).isEqualTo(200);
    assertThat(get(report, "/health").headers())
        .containsEntry("X-Health-Status", "degraded")
        .containsEntry("X-Health-Code", "FLAPPING")
        .doesNotContainKey("Retry-After");
    assertThat(get(report, "/health/ready").headers()).doesNotContainKey("X-Health-Status");
  }

  @Test
  void showsReadsAndWritesWhereOnlyOneFails() {
    var requests = Requests.of(true, Verdict.OK, Verdict.OK, REFUSED);
    var snapshot =
        HealthSnapshot.of(Status.UNHEALTHY, Fault.READONLY_REPLICA, SINCE).withRequests(requests);
    var report =
        HealthReport.of(Status.UNHEALTHY, SINCE, List.of(Check.of("redis", true, snapshot)));
    assertThat(text(get(report, "/health")))
        .contains("\"reads\":\"ok\",\"writes\":\"refused\",\"since\"");
  }

  @Test
  void keepsTheProcessApartFromItsDependencies() {
    HealthReport outage = report(Status.UNHEALTHY, Fault.READ_TIMEOUT);
    for (String path : List.of("/health/alb", "/health/live")) {
      assertThat(get(outage, path).status()).isEqualTo(200);
      assertThat(get(outage, path).headers()).isEqualTo(HEADERS);
      assertThat(text(get(outage, path))).isEqualTo("{\"status\":\"healthy\"}\n");
    }
    HealthResponse draining =
        get(HealthReport.of(Status.DRAINING, SINCE, outage.checks()), "/health/alb");
    assertThat(draining.status()).isEqualTo(503);
    assertThat(text(draining)).isEqualTo("{\"status\":\"draining\",\"code\":\"SHUTTING_DOWN\"}\n");
    now = SINCE.plusSeconds(60);
    HealthResponse stalled = get(report(Status.STALE, Fault.PROBE_STALLED), "/health/live");
    assertThat(stalled.status()).isEqualTo(503);
    assertThat(text(stalled)).isEqualTo("{\"status\":\"stale\",\"code\":\"PROBE_STALLED\"}\n");
  }

  @ParameterizedTest
  @EnumSource
  void showsTheConstantWordsOfEachCodeAndNoSpecifics(Fault fault) {
    Cause specific = fault.with("of host-7.internal", "look at host-7.internal");
    for (String path : List.of("/health", "/health/ready", "/health/checks/redis")) {
      assertThat(text(get(report(Status.UNHEALTHY, specific), path)))
          .contains(words(fault))
          .doesNotContain("host-7");
    }
  }

  @Test
  void saysHowToGetTheDetailsWhereThereIsACode() {
    HealthReport outage = report(Status.UNHEALTHY, Fault.LOADING);
    HealthReport healthy = report(Status.HEALTHY, null);
    assertThat(text(get(outage, "/health"))).doesNotContain("details");

    HealthEndpoints hinting = endpoints.withHint("hidden; send \"X\"");
    for (String path : List.of("/health", "/ready", "/health/checks/redis")) {
      assertThat(text(hinting.respond(outage, "GET", path).orElseThrow()))
          .endsWith(",\"details\":\"hidden; send \\\"X\\\"\"}\n");
      assertThat(text(hinting.respond(healthy, "GET", path).orElseThrow()))
          .doesNotContain("details");
    }
    HealthEndpoints detailed = endpoints.withDetails(Secret.of(TOKEN));
    assertThat(text(detailed.respond(outage, "GET", "/health").orElseThrow()))
        .endsWith("\"details\":\"hidden; send the token for details as Authorization: Bearer\"}\n");
  }

  @Test
  void showsTheCodeOfAService() {
    Cause full = Cause.of("SPOOL_FULL", FaultClass.CAPACITY, "it is full", "empty it");
    HealthResponse response = get(report(Status.UNHEALTHY, full), "/health");
    assertThat(response.headers()).containsEntry("X-Health-Code", "SPOOL_FULL");
    assertThat(text(response)).contains("SPOOL_FULL").doesNotContain("it is full", "empty it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "redis/", "Redis", "a\r\nb", "\"x"})
  void findsNoCheckOfAnotherName(String name) {
    HealthResponse response = get(report(Status.HEALTHY, null), "/health/checks/" + name);
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.path()).isEqualTo("/health/checks/{name}");
    assertThat(response.headers()).containsEntry("Content-Type", "application/problem+json");
    assertThat(text(response))
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
            + "\"detail\":\"no check has this name\",\"endpoints\":[\"/health/checks/redis\"]}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", ""})
  void allowsReadingOnly(String method) {
    HealthReport report = report(Status.HEALTHY, null);
    for (String path : HealthEndpoints.paths()) {
      HealthResponse response = endpoints.respond(report, method, path).orElseThrow();
      assertThat(response.status()).isEqualTo(405);
      assertThat(response.headers()).containsEntry("Allow", "GET, HEAD");
    }
  }

  @Test
  void givesHeadTheSameHeaders() {
    HealthReport report = report(Status.UNHEALTHY, Fault.LOADING);
    for (String path : HealthEndpoints.paths()) {
      HealthResponse head = endpoints.respond(report, "HEAD", path).orElseThrow();
      assertThat(head.headers()).isEqualTo(get(report, path).headers());
      assertThat(head.status()).isEqualTo(get(report, path).status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "", "/healthy", "/health/", "/health/checks", "/Health", "/metrics"})
  void leavesOtherPathsToTheService(String path) {
    assertThat(endpoints.respond(report(Status.HEALTHY, null), "GET", path)).isEmpty();
    assertThat(HealthEndpoints.find(path)).isEmpty();
  }

  @Test
  void showsDetailsToRequestsWithTheToken() {
    HealthReport report = report(Status.UNHEALTHY, Fault.CONNECT_REFUSED);
    HealthEndpoints detailed = endpoints.withDetails(Secret.of(TOKEN));
    for (String path : List.of("/health", "/ready", "/health/checks/redis")) {
      HealthResponse found =
          detailed.respond(report, "GET", path, "bearer  " + TOKEN).orElseThrow();
      assertThat(found.status()).isEqualTo(503);
      assertThat(found.headers()).isEqualTo(get(report, path).headers());
      assertThat(text(found)).contains("\"critical\":true").endsWith("}\n");
    }
    assertThat(text(
            detailed.respond(report, "GET", "/health/alb", "Bearer " + TOKEN).orElseThrow()))
        .isEqualTo("{\"status\":\"healthy\"}\n");
    assertThat(detailed
            .respond(report, "POST", "/health", "Bearer " + TOKEN)
            .orElseThrow()
            .status())
        .isEqualTo(405);
    HealthResponse none = detailed
        .respond(report, "GET", "/health/checks/none", "Bearer " + TOKEN)
        .orElseThrow();
    assertThat(none.status()).isEqualTo(404);
    assertThat(text(none)).doesNotContain("critical");
    assertThat(detailed.respond(report, "GET", "/orders", "Bearer " + TOKEN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer wrong-token-0123456789", "Bearer ", "Bearer details-token-0123456"})
  void showsAWrongTokenThePublicResponse(String authorization) {
    HealthReport report = report(Status.UNHEALTHY, Fault.CONNECT_REFUSED);
    for (HealthEndpoints each : List.of(endpoints, endpoints.withDetails(Secret.of(TOKEN)))) {
      HealthResponse found =
          each.respond(report, "GET", "/health", authorization).orElseThrow();
      assertThat(found.headers()).containsEntry("X-Health-Details", "wrong token");
      assertThat(text(found)).contains("CONNECT_REFUSED").doesNotContain("critical");
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Basic dXNlcjpwYXNz", "details-token-0123456789"})
  void showsThePublicResponseWithoutAToken(@Nullable String authorization) {
    HealthReport report = report(Status.UNHEALTHY, Fault.CONNECT_REFUSED);
    HealthResponse found = endpoints
        .withDetails(Secret.of(TOKEN))
        .respond(report, "GET", "/health", authorization)
        .orElseThrow();
    assertThat(found.headers()).isEqualTo(get(report, "/health").headers());
    assertThat(text(found)).contains("CONNECT_REFUSED").doesNotContain("critical");
  }

  @Test
  void rejectsAShortToken() {
    var token = Secret.of("fifteen-letters");
    assertThatThrownBy(() -> endpoints.withDetails(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the token for health details is shorter than 16 characters; openssl rand -hex 32"
                + " makes one");
  }

  @Test
  void sendsHeadersInOneOrder() {
    assertThat(get(report(Status.UNHEALTHY, Fault.CONNECT_REFUSED), "/health")
            .headers()
            .keySet())
        .containsExactly("Cache-Control", "Content-Type", "Retry-After", "X-Health-Code");
  }
}
