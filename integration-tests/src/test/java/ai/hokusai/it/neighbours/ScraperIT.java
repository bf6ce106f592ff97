package ai.hokusai.it.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.Incident;
import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.redis.LoopbackPort;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus with the rules that are documented, in an outage that is real. */
final class ScraperIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TOKEN = "Other-Donkey-Accumulator-7";

  @BeforeAll
  static void needsPrometheus() {
    Program.installed("prometheus", "prometheus");
  }

  @Test
  void itsAlertFiresInAnOutageAndClearsAfterIt(@TempDir Path directory) {
    int port = LoopbackPort.free();
    try (var incident = new Incident();
        var app = serve(port, incident);
        var prometheus = Prometheus.scraping(port, TOKEN, directory)) {
      app.awaitHealth(200);
      await().atMost(PATIENCE).until(() -> prometheus.target().equals("up"));
      assertThat(prometheus.firing()).isEmpty();

      incident.redis().stop();
      await().atMost(PATIENCE).until(() -> prometheus.firing().contains("DependencyDown"));
      assertThat(prometheus.firing()).containsExactly("DependencyDown");
      assertThat(app.get("/health").body()).contains("\"code\":\"CONNECT_REFUSED\"");

      incident.redis().start();
      await().atMost(PATIENCE).until(() -> prometheus.firing().isEmpty());
      assertThat(app.get("/health").statusCode()).isEqualTo(200);
      assertThat(prometheus.target()).isEqualTo("up");
    }
  }

  private static RunningApp serve(int port, Incident incident) {
    var environment = incident.environmentWith("HEALTH_INTERVAL", "1s");
    environment.put("HEALTH_DETAILS_TOKEN", TOKEN);
    return RunningApp.serve(port, environment, Incident.ENDPOINT);
  }
}
