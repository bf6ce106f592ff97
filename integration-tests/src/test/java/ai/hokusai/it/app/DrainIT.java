package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.redis.LoopbackPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the jar ends after SIGTERM. */
final class DrainIT {
  private static final Logger LOG = LoggerFactory.getLogger(DrainIT.class);
  private static final int CALLERS = 4;
  private static final String PUT_HEADERS = String.join(
      "\r\n",
      "PUT /api/v1/models/drained HTTP/1.1",
      "Host: a",
      String.join(": ", ModelsClient.authorization()),
      "Content-Type: application/json",
      "If-None-Match: *",
      "Content-Length: 2",
      "",
      "");

  @Test
  void losesNoRequestUnderLoad() {
    int port = LoopbackPort.free();
    try (var app = RunningApp.serve(port, environment("1s"))) {
      List<CompletableFuture<List<Integer>>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(CompletableFuture.supplyAsync(() -> callUntilNobodyListens(port)));
      }
      await().until(() -> app.get("/health").statusCode() == 200);
      app.signal();
      await().until(() -> app.get("/health").body().contains("draining"));
      assertThat(app.exitCode()).isZero();
      for (CompletableFuture<List<Integer>> caller : callers) {
        assertThat(caller.join()).contains(200, 503).containsOnly(200, 503);
      }
      assertThat(app.output().lines().filter(line -> line.contains("\"event\"")))
          .extracting(line -> line.replaceFirst(".*\"event\":\"([^\"]+)\".*", "$1"))
          .endsWith("health.draining", "shutdown.started", "shutdown.completed");
    }
  }

  @Test
  void finishesAWriteWhoseBodyStillComesIn() throws IOException {
    int port = LoopbackPort.free();
    try (var incident = new Incident();
        var app = RunningApp.serve(
            port, ModelsClient.enabledIn(incident.environment()), Incident.ENDPOINT);
        var writer = new RawConnection(port)) {
      app.awaitHealth(200);
      writer.send(PUT_HEADERS);
      app.signal();
      // It accepts nothing any more, and has not ended.
      await().ignoreExceptions().until(() -> isRefused(port));
      assertThat(writer.send("{}").status()).isEqualTo(201);
      long answered = System.nanoTime();
      assertThat(app.exitCode()).isZero();
      LOG.info("ended {} ms after the last answer", (System.nanoTime() - answered) / 1_000_000);
      assertThat(app.output()).doesNotContain("shutdown.cut_short");
    }
  }

  private static boolean isRefused(int port) throws IOException {
    try {
      new RawConnection(port).close();
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  @Test
  void aSecondSignalEndsItAtOnce() {
    try (var app = RunningApp.serve(LoopbackPort.free(), environment("10m"))) {
      app.signal();
      await().until(() -> app.get("/health/alb").statusCode() == 503);
      app.signal();
      assertThat(app.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void aSignalBeforeListeningStopsItCleanly() {
    try (var app = RunningApp.launch(LoopbackPort.free(), environment("0s"))) {
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> app.output().contains("startup.config_resolved"));
      assertThat(app.terminate()).isZero();
    }
  }

  private static Map<String, String> environment(String delay) {
    return Map.of("REDIS_ENABLED", "false", "DRAIN_DELAY", delay);
  }

  /** Every answer that came; what is lost on the way fails. */
  private static List<Integer> callUntilNobodyListens(int port) {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/alb"))
        .timeout(Duration.ofSeconds(10))
        .build();
    List<Integer> answers = new ArrayList<>();
    while (true) {
      try {
        answers.add(client.send(request, BodyHandlers.discarding()).statusCode());
      } catch (ConnectException e) {
        return answers;
      } catch (IOException e) {
        throw new AssertionError("a request was lost", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return answers;
      }
    }
  }
}
