package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.redis.LoopbackPort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the jar says while Redis goes and comes back. */
@Tag("once")
final class OutageIT {

  @Test
  void reportsTheRealStatusDuringAnOutageAndARecovery() {
    try (var incident = new Incident();
        var app =
            RunningApp.serve(LoopbackPort.free(), incident.environment(), Incident.ENDPOINT)) {
      assertThat(app.awaitHealth(200).statusCode()).isEqualTo(200);

      incident.redis().stop();
      assertThat(app.awaitCode("CONNECT_REFUSED").headers().firstValue("retry-after"))
          .isPresent();
      assertThat(app.get("/health/alb").statusCode()).isEqualTo(200);

      incident.redis().start();
      assertThat(app.awaitHealth(200).body()).contains("healthy");

      incident.redis().pause();
      assertThat(app.awaitCode("READ_TIMEOUT").statusCode()).isEqualTo(503);
      assertThat(app.get("/health/alb").statusCode()).isEqualTo(200);

      incident.redis().resume();
      // The second outage within five minutes makes it flapping: it serves, and says so.
      assertThat(app.awaitHealth(200).headers().firstValue("x-health-status")).hasValue("degraded");
      assertThat(app.terminate()).isZero();
    }
  }
}
