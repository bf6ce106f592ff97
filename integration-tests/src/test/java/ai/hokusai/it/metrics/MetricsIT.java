package ai.hokusai.it.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.Incident;
import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.neighbours.Program;
import ai.hokusai.it.redis.LoopbackPort;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the jar says to Prometheus while Redis goes. */
final class MetricsIT {

  @Test
  void countWhatHappensToRedis() {
    try (var incident = new Incident();
        var app =
            RunningApp.serve(LoopbackPort.free(), incident.environment(), Incident.ENDPOINT)) {
      app.awaitHealth(200);
      assertThat(scrape(app))
          .contains("\nhealth_check_up{check=\"redis\"} 1.0\n")
          .contains(
              "\nhealth_check_transitions_total{check=\"redis\",from=\"starting\",to=\"healthy\"} 1.0\n")
          .doesNotContain("health_check_cause{")
          .contains("code=\"CONNECT_REFUSED\",outcome=\"failure\"} 0.0\n")
          .containsPattern("\nredis_pool_max\\{check=\"redis\"} [1-9]")
          .containsPattern(
              "\nredis_tls_certificate_not_after_timestamp_seconds\\{check=\"redis\",endpoint=\""
                  + Incident.ENDPOINT + ":" + incident.redis().port() + "\"} 1\\.[0-9]+E9\n")
          .doesNotContain(Incident.TOKEN);

      incident.redis().stop();
      app.awaitCode("CONNECT_REFUSED");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> assertThat(scrape(app))
                  .contains(
                      "\nhealth_check_state{check=\"redis\",critical=\"true\",status=\"unhealthy\"} 1.0\n")
                  .containsPattern("code=\"CONNECT_REFUSED\",outcome=\"failure\"} [3-9]\\.0\n")
                  .contains("from=\"healthy\",to=\"unhealthy\"} 1.0\n")
                  .contains(
                      "\nhealth_check_cause{check=\"redis\",class=\"TRANSIENT\",code=\"CONNECT_REFUSED\"} 1.0\n"));
    }
  }

  @Test
  void passTheLintOfPrometheus() {
    Program promtool = Program.installed("prometheus", "promtool");
    try (var incident = new Incident();
        var app =
            RunningApp.serve(LoopbackPort.free(), incident.environment(), Incident.ENDPOINT)) {
      app.awaitHealth(200);
      assertThat(promtool.run(ours(scrape(app)), "check", "metrics")).isEmpty();
    }
  }

  private static String scrape(RunningApp app) {
    return app.get("/metrics").body();
  }

  /** Without the names that Micrometer has given. */
  private static String ours(String text) {
    return text.lines()
        .filter(line -> line.matches("(# (HELP|TYPE) )?(app|health|redis)_.*"))
        .reduce("", (all, line) -> all + line + "\n");
  }
}
