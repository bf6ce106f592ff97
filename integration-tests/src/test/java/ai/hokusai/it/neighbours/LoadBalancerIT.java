package ai.hokusai.it.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.Incident;
import ai.hokusai.it.app.ModelsClient;
import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.redis.LoopbackPort;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances behind HAProxy: what a restart of both, and what a Redis that falls silent, does to callers. */
final class LoadBalancerIT {
  private static final String MODEL = "/api/v1/models/wave";
  private static final int FIRST = LoopbackPort.free();
  private static final int SECOND = LoopbackPort.free();

  private static Incident incident;

  @TempDir
  private Path directory;

  @BeforeAll
  static void launch() {
    Program.installed("haproxy", "haproxy");
    incident = new Incident();
  }

  @AfterAll
  static void close() {
    if (incident != null) {
      incident.close();
    }
  }

  @Test
  void aRollingRestartLosesNoRequest() throws IOException {
    RunningApp one = serve(FIRST);
    RunningApp two = serve(SECOND);
    try (var proxy = HaProxy.before(FIRST, SECOND, directory)) {
      one.awaitHealth(200);
      two.awaitHealth(200);
      proxy.awaitStates("alb", "UP", "UP");
      create(proxy.alb());
      try (var callers = Callers.of(() -> proxy.alb().get(MODEL))) {
        one = restart(one, FIRST);
        proxy.awaitStates("alb", "UP", "UP");
        two = restart(two, SECOND);
        proxy.awaitStates("alb", "UP", "UP");
        Map<String, Integer> answers = callers.stop();
        assertThat(answers).containsOnlyKeys("200");
        assertThat(answers.get("200")).isGreaterThan(100);
      }
      assertThat(proxy.takenOut("alb")).allMatch(times -> times >= 1);
    } finally {
      one.close();
      two.close();
    }
  }

  @Test
  void aSilentRedisTakesNoInstanceOutByOnePathAndBothByTheOther() throws IOException {
    try (var one = serve(FIRST);
        var two = serve(SECOND);
        var proxy = HaProxy.before(FIRST, SECOND, directory)) {
      proxy.awaitStates("health", "UP", "UP");
      proxy.awaitStates("alb", "UP", "UP");
      incident.redis().pause();
      try {
        proxy.awaitStates("health", "DOWN", "DOWN");
        assertThat(proxy.states("alb")).containsExactly("UP", "UP");
        assertThat(proxy.alb().get(MODEL).body()).contains("\"code\":\"READ_TIMEOUT\"");
        assertThat(proxy.health().get(MODEL).statusCode()).isEqualTo(503);
        assertThat(proxy.health().get(MODEL).body()).contains("No server is available");
      } finally {
        incident.redis().resume();
      }
      proxy.awaitStates("health", "UP", "UP");
      assertThat(proxy.takenOut("health")).allMatch(times -> times >= 1);
      assertThat(proxy.takenOut("alb")).containsExactly(0, 0);
      assertThat(one.get("/health").statusCode()).isEqualTo(200);
      assertThat(two.get("/health").statusCode()).isEqualTo(200);
    }
  }

  /** SIGTERM, the end, and the same again on the same port, with Redis in use before the next one goes. */
  private static RunningApp restart(RunningApp old, int port) {
    assertThat(old.terminate()).isZero();
    old.close();
    RunningApp next = serve(port);
    next.awaitHealth(200);
    return next;
  }

  private static RunningApp serve(int port) {
    var environment = ModelsClient.enabledIn(incident.environmentWith("HEALTH_INTERVAL", "1s"));
    // Above the 2 × 200 ms after which HAProxy has noticed, with room for a busy machine.
    environment.put("DRAIN_DELAY", "2s");
    // As in production: it listens once it has used Redis.
    environment.put("STARTUP_POLICY", "strict");
    return RunningApp.serve(port, environment, Incident.ENDPOINT);
  }

  private static void create(Http http) throws IOException {
    var request = http.request(MODEL)
        .header("Content-Type", "application/json")
        .header("If-None-Match", "*")
        .PUT(BodyPublishers.ofString("{\"name\":\"wave\"}"));
    assertThat(http.send(request).statusCode()).isEqualTo(201);
    await().until(() -> http.answers(MODEL));
  }
}
