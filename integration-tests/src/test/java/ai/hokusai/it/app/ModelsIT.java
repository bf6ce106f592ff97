package ai.hokusai.it.app;

import static ai.hokusai.it.app.ModelsClient.etag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.redis.LoopbackPort;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models of the jar on a Redis with TLS: what is kept, who wins, and what is answered without it. */
final class ModelsIT {
  private static final Logger LOG = LoggerFactory.getLogger(ModelsIT.class);
  private static final int ROUNDS = 200;
  private static final int REFUSALS = 101;

  private static Incident incident;
  private static RunningApp app;
  private static ModelsClient models;

  @BeforeAll
  static void launch() {
    incident = new Incident();
    int port = LoopbackPort.free();
    app = RunningApp.serve(port, ModelsClient.enabledIn(incident.environment()), Incident.ENDPOINT);
    models = new ModelsClient(port);
    app.awaitHealth(200);
  }

  @AfterAll
  static void close() {
    app.close();
    incident.close();
  }

  @Test
  void createsReadsReplacesAndDeletes() {
    HttpResponse<String> created = models.create("one", "{\"name\":\"Hokusai ä\"}");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(models.create("one", "{}").statusCode()).isEqualTo(412);
    assertThat(models.get("/one").body()).isEqualTo("{\"name\":\"Hokusai ä\"}");
    HttpResponse<String> replaced =
        models.replace("one", etag(created), "{\"name\":\"Hiroshige\"}");
    assertThat(replaced.statusCode()).isEqualTo(204);
    assertThat(models.replace("one", etag(created), "{}").statusCode()).isEqualTo(412);
    assertThat(models.delete("one", etag(created)).statusCode()).isEqualTo(412);
    assertThat(models.delete("one", etag(replaced)).statusCode()).isEqualTo(204);
    assertThat(models.delete("one", etag(replaced)).statusCode()).isEqualTo(404);
    assertThat(models.replace("one", etag(replaced), "{}").statusCode()).isEqualTo(412);
    assertThat(models.get("/one").statusCode()).isEqualTo(404);
  }

  @Test
  void listsEveryIdOnceAndInOrder() {
    List<String> ids = IntStream.range(0, 25).mapToObj("listed-%02d"::formatted).toList();
    List<String> shuffled = new ArrayList<>(ids);
    Collections.shuffle(shuffled);
    shuffled.forEach(id -> models.create(id, "{}"));
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      String page = models.get("?limit=10" + cursor).body();
      seen.addAll(values(page, "id"));
      cursor =
          values(page, "next").stream().map(next -> "&cursor=" + next).findAny().orElse("");
    } while (!cursor.isEmpty());
    assertThat(seen).isSorted().doesNotHaveDuplicates().containsAll(ids);
    String etag = etag(models.get("/listed-00"));
    models.delete("listed-00", etag);
    assertThat(models.get("?limit=100").body()).doesNotContain("listed-00").contains("listed-01");
  }

  private static List<String> values(String json, String name) {
    return Pattern.compile("\"" + name + "\":\"([^\"]*)\"")
        .matcher(json)
        .results()
        .map(each -> each.group(1))
        .toList();
  }

  @Test
  void acceptsOneOfTwoConcurrentWrites() {
    String etag = etag(models.create("raced", "{\"round\":0}"));
    for (int round = 1; round <= ROUNDS; round++) {
      String seen = etag;
      int now = round;
      var left = CompletableFuture.supplyAsync(() -> write(seen, now, "left"));
      var right = CompletableFuture.supplyAsync(() -> write(seen, now, "right"));
      List<HttpResponse<String>> answers = List.of(left.join(), right.join());
      assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(204, 412);
      HttpResponse<String> winner = answers.get(answers.get(0).statusCode() == 204 ? 0 : 1);
      etag = etag(winner);
      HttpResponse<String> read = models.get("/raced");
      assertThat(etag(read)).isEqualTo(etag);
      assertThat(read.body()).contains(winner == answers.get(0) ? "left" : "right");
    }
  }

  private static HttpResponse<String> write(String seen, int round, String who) {
    return models.replace("raced", seen, "{\"round\":" + round + ",\"by\":\"" + who + "\"}");
  }

  @Test
  void answersAtOnceWhileRedisIsSilentAndRecovers() {
    models.create("kept", "{\"kept\":true}");
    incident.redis().pause();
    try {
      app.awaitCode("READ_TIMEOUT");
      List<Duration> waits =
          IntStream.range(0, REFUSALS).mapToObj(each -> refusal()).sorted().toList();
      LOG.info(
          "{} refusals: the median took {}, the longest {}",
          REFUSALS,
          waits.get(REFUSALS / 2),
          waits.get(REFUSALS - 1));
      assertThat(waits.get(REFUSALS / 2)).isLessThan(Duration.ofMillis(20));
    } finally {
      incident.redis().resume();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(models.get("/kept").body()).isEqualTo("{\"kept\":true}"));
    app.awaitHealth(200);
    assertThat(app.output()).doesNotContain("request.failed");
  }

  private static Duration refusal() {
    long start = System.nanoTime();
    HttpResponse<String> response = models.get("/kept");
    var took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(response.headers().firstValue("retry-after")).isPresent();
    assertThat(response.body()).contains("\"code\":\"READ_TIMEOUT\"");
    return took;
  }
}
