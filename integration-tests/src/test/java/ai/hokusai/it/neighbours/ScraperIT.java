package ai.hokusai.it.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.Incident;
import ai.hokusai.it.app.ModelsClient;
import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.redis.LoopbackPort;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus with the rules and the queries that are documented, in outages that are real. */
final class ScraperIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TOKEN = "Other-Donkey-Accumulator-7";
  private static final Path DASHBOARD = Path.of("..", "docs", "grafana-dashboard.json");

  private final int port = LoopbackPort.free();
  private final Incident incident = new Incident();

  @BeforeAll
  static void needsPrometheus() {
    Program.installed("prometheus", "prometheus");
  }

  @AfterEach
  void close() {
    incident.close();
  }

  @Test
  void itsAlertFiresInAnOutageAndClearsAfterIt(@TempDir Path directory) {
    try (var app = serve();
        var prometheus = Prometheus.scraping(port, TOKEN, directory)) {
      awaitHealth(app, prometheus);

      incident.redis().stop();
      await().atMost(PATIENCE).until(() -> prometheus.firing().containsKey("DependencyDown"));
      assertThat(prometheus.firing())
          .containsExactly(entry("DependencyDown", redis("CONNECT_REFUSED (TRANSIENT)")));
      assertThat(app.get("/health").body()).contains("\"code\":\"CONNECT_REFUSED\"");

      incident.redis().start();
      awaitHealth(app, prometheus);
    }
  }

  @Test
  void itsAlertOfAWrongTokenEndsWithTheFault(@TempDir Path directory) throws IOException {
    try (var app = serve();
        var prometheus = Prometheus.scraping(port, TOKEN, directory);
        var console = incident.redis().connect()) {
      awaitHealth(app, prometheus);

      console.tell("CONFIG SET requirepass Rotated-Horse-Battery-10");
      console.tell("CLIENT KILL TYPE normal SKIPME yes");
      await().atMost(PATIENCE).until(() -> prometheus.firing().size() == 2);
      assertThat(prometheus.firing())
          .containsExactly(
              entry("ConfigurationFault", redis("AUTH_FAILED, which waiting does not end")),
              entry("DependencyDown", redis("AUTH_FAILED (CONFIG)")));

      console.tell("CONFIG SET requirepass " + Incident.TOKEN);
      awaitHealth(app, prometheus);
    }
  }

  @Test
  void everyQueryOfTheDashboardFindsSeriesInAnOutage(@TempDir Path directory) throws IOException {
    List<String> queries = queries();
    assertThat(queries).hasSizeGreaterThan(20);
    try (var app = serve();
        var prometheus = Prometheus.scraping(port, TOKEN, directory)) {
      awaitHealth(app, prometheus);
      await().atMost(PATIENCE).untilAsserted(() -> {
        assertThat(request(app)).isEqualTo(200);
        assertThat(prometheus.query("app_requests_total{http_status='200'} > 1"))
            .isNotEmpty();
      });
      incident.redis().stop();
      await().atMost(PATIENCE).untilAsserted(() -> {
        assertThat(request(app)).isEqualTo(503);
        assertThat(queries)
            .allSatisfy(query -> assertThat(prometheus.query(query)).isNotEmpty());
      });
    }
  }

  /** Those of all panels, as Grafana sends them for every instance. */
  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(target
            .get("expr")
            .asText()
            .replace("$instance", ".*")
            .replace("$__rate_interval", "1m"));
      }
    }
    // The incident has no client certificate.
    queries.removeIf(each -> each.contains("redis_tls_client_certificate"));
    return queries;
  }

  /** Sends a request to the models, and one to a health endpoint; returns the status of the first. */
  private static int request(RunningApp app) {
    app.get("/health");
    return app.get("/api/v1/models", ModelsClient.authorization()).statusCode();
  }

  private String redis(String cause) {
    return "redis on 127.0.0.1:" + port + ": " + cause;
  }

  /** Waits until all is well and no alert fires. */
  private static void awaitHealth(RunningApp app, Prometheus prometheus) {
    app.awaitHealth(200);
    await()
        .atMost(PATIENCE)
        .until(() -> prometheus.target().equals("up") && prometheus.firing().isEmpty());
  }

  private RunningApp serve() {
    var environment = ModelsClient.enabledIn(incident.environmentWith("HEALTH_INTERVAL", "1s"));
    environment.put("HEALTH_DETAILS_TOKEN", TOKEN);
    return RunningApp.serve(port, environment, Incident.ENDPOINT);
  }
}
