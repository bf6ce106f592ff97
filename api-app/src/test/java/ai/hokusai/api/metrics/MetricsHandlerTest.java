package ai.hokusai.api.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.endpoint.HealthHandler;
import ai.hokusai.api.endpoint.Reports;
import ai.hokusai.api.http.ApiServer;
import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.DetailsAccess;
import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.Resource;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.classify.Fault;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MetricsHandlerTest {
  private static final String TOKEN = "Details-Token-0123456789";

  private final HttpClient client = HttpClient.newHttpClient();
  private final BearerToken details = new BearerToken("HEALTH_DETAILS_TOKEN", Secret.of(TOKEN));
  private final Scrapes service = Scrapes.withRedis();

  @BeforeEach
  void failCheck() {
    service.script().down("redis", Fault.LOADING);
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void answersInTheTextFormat() throws IOException {
    try (var server = serve(Reports.NO_DETAILS)) {
      HttpResponse<String> get = send(server, "GET", "/metrics");
      assertThat(get.statusCode()).isEqualTo(200);
      assertThat(get.headers().firstValue("content-type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
      assertThat(get.headers().firstValue("cache-control")).hasValue("no-store");
      assertThat(get.body())
          .contains("# TYPE health_check_results_total counter")
          .contains(
              "\nhealth_check_state{check=\"redis\",critical=\"true\",status=\"unhealthy\"} 1.0")
          .contains("\njvm_memory_used_bytes{");

      HttpResponse<String> head = send(server, "HEAD", "/metrics");
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void countsEveryAnswerOfTheHealthPaths() throws IOException {
    try (var server = serve(Reports.NO_DETAILS)) {
      for (String path : List.of(
          "/health",
          "/ready",
          "/health/ready",
          "/health/alb",
          "/health/checks/redis",
          "/health/checks/none",
          "/health?verbose",
          "/nowhere")) {
        send(server, "GET", path);
      }
      send(server, "POST", "/health/live");
      assertThat(send(server, "GET", "/metrics").body().lines())
          .filteredOn(line -> line.startsWith("health_endpoint_requests") && !line.endsWith(" 0.0"))
          .containsExactlyInAnyOrder(
              "health_endpoint_requests_total{http_status=\"503\",path=\"/health\"} 2.0",
              "health_endpoint_requests_total{http_status=\"503\",path=\"/health/ready\"} 2.0",
              "health_endpoint_requests_total{http_status=\"200\",path=\"/health/alb\"} 1.0",
              "health_endpoint_requests_total{http_status=\"405\",path=\"/health/live\"} 1.0",
              "health_endpoint_requests_total{http_status=\"503\",path=\"/health/checks/{name}\"}"
                  + " 1.0",
              "health_endpoint_requests_total{http_status=\"404\",path=\"/health/checks/{name}\"}"
                  + " 1.0");
    }
  }

  @Test
  void countsAndTimesTheRequestsOfTheApi() throws IOException {
    try (var server = serve(Reports.NO_DETAILS)) {
      for (String path : List.of(Scrapes.ROOT, Scrapes.ROOT, Scrapes.ROOT + "/a", "/nowhere")) {
        send(server, "GET", path);
      }
      send(server, "PUT", Scrapes.ROOT + "/b");
      send(server, "BREW", Scrapes.ROOT);
      String ofList = "{http_status=\"200\",method=\"GET\",path=\"/api/v1/models\"}";
      String below = "path=\"/api/v1/models/{id}\"}";
      assertThat(send(server, "GET", "/metrics").body().lines())
          .filteredOn(line -> line.startsWith("app_request"))
          .filteredOn(line -> !line.contains("_bucket"))
          .filteredOn(line -> !line.contains("_sum") && !line.endsWith(" 0.0"))
          .containsExactlyInAnyOrder(
              "app_requests_total" + ofList + " 2.0",
              "app_requests_total{http_status=\"404\",method=\"GET\"," + below + " 1.0",
              "app_requests_total{http_status=\"503\",method=\"PUT\"," + below + " 1.0",
              "app_requests_total{http_status=\"405\",method=\"other\",path=\"/api/v1/models\"} 1.0",
              "app_request_duration_seconds_count{method=\"GET\",path=\"/api/v1/models\"} 2",
              "app_request_duration_seconds_count{method=\"GET\"," + below + " 0",
              "app_request_duration_seconds_count{method=\"PUT\"," + below + " 1",
              "app_request_duration_seconds_count{method=\"other\",path=\"/api/v1/models\"} 0");
      assertThat(send(server, "GET", "/metrics").body())
          .contains(
              "app_requests_total{http_status=\"500\",method=\"PUT\"," + below + " 0.0",
              "app_request_duration_seconds_bucket{method=\"GET\",path=\"/api/v1/models\",le=\"10.0\"} 2",
              "app_request_duration_seconds_bucket{method=\"GET\",path=\"/api/v1/models\",le=\"+Inf\"} 2");
    }
  }

  /** A resource whose list is empty, and which has no document. */
  private static final class Documents implements Resource {
    @Override
    public String root() {
      return Scrapes.ROOT;
    }

    @Override
    public Optional<Problem> refusal(Request request) {
      return request.getMethod().equals("PUT")
          ? Optional.of(Problem.of(503, ""))
          : Optional.empty();
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
      routes.get(Scrapes.ROOT, context -> context.result("[]"));
    }
  }

  @Test
  void requiresTheDetailsTokenIfItIsSet() throws IOException {
    try (var server = serve(new DetailsAccess(details, false))) {
      for (String wrong : List.of("Bearer wrong", "Basic x")) {
        HttpResponse<String> refused = send(server, "GET", "/metrics", "Authorization", wrong);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(refused.body())
            .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401}");
      }
      assertThat(send(server, "GET", "/metrics").statusCode()).isEqualTo(401);
      HttpResponse<String> granted =
          send(server, "GET", "/metrics", "Authorization", "Bearer " + TOKEN);
      assertThat(granted.statusCode()).isEqualTo(200);
      assertThat(granted.body())
          .doesNotContain(TOKEN)
          .contains("\napp_tokens_refused_total{token=\"HEALTH_DETAILS_TOKEN\"} 2.0\n");
    }
  }

  @Test
  void limitsWrongTokensAndAcceptsThePasswordOfABrowser() throws IOException {
    try (var server = serve(new DetailsAccess(details, false))) {
      String password = Base64.getEncoder().encodeToString((":" + TOKEN).getBytes(UTF_8));
      assertThat(send(server, "GET", "/metrics", "Authorization", "Basic " + password)
              .statusCode())
          .isEqualTo(200);
      HttpResponse<String> last = send(server, "GET", "/metrics", "Authorization", "Bearer wrong");
      for (int i = 0; i < 30 && last.statusCode() == 401; i++) {
        last = send(server, "GET", "/metrics", "Authorization", "Bearer wrong");
      }
      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(last.headers().firstValue("retry-after")).hasValue("1");
    }
  }

  @Test
  void takesNoOtherMethodAndNoOtherPath() throws IOException {
    try (var server = serve(Reports.NO_DETAILS)) {
      HttpResponse<String> posted = send(server, "POST", "/metrics");
      assertThat(posted.statusCode()).isEqualTo(405);
      assertThat(posted.headers().firstValue("allow")).hasValue("GET, HEAD");
      assertThat(send(server, "GET", "/metrics/").statusCode()).isEqualTo(404);
    }
  }

  private ApiServer serve(DetailsAccess access) throws IOException {
    HealthHandler endpoints = service.endpoints();
    var metrics = new MetricsHandler(service.sources(details), access);
    metrics.setHandler(service.requests());
    endpoints.setHandler(metrics);
    return ApiServer.prepare(new ListenAddress("127.0.0.1", 0), 0, endpoints, new Documents())
        .listen();
  }

  private HttpResponse<String> send(
      ApiServer server, String method, String path, String... headers) {
    var uri = URI.create("http://127.0.0.1:" + server.address().port() + path);
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
