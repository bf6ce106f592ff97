package ai.hokusai.it.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.redis.LoopbackPort;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page at {@code /health}, opened in Chromium while Redis is not there. */
final class BrowserIT {

  @Test
  void showsWhatIsWrongAndWhatToDo(@TempDir Path profile) {
    Program chromium = Program.installed("chromium", "chromium", "google-chrome");
    int port = LoopbackPort.free();
    var environment = Map.of(
        "REDIS_URL", "redis://127.0.0.1:" + LoopbackPort.free(), "HEALTH_DETAILS_LOOPBACK", "true");
    try (var app = RunningApp.serve(port, environment)) {
      await().until(() -> app.get("/health").body().contains("\"unhealthy\""));
      String page = chromium.run(
          "",
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--user-data-dir=" + profile,
          "--dump-dom",
          "http://127.0.0.1:" + port + "/health");

      assertThat(page)
          .contains("<h1>unhealthy</h1>", "<span>code</span> CONNECT_REFUSED")
          .contains("<span>remedy</span> check that Redis runs");
    }
  }
}
