package ai.hokusai.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.app.FinishedApp;
import ai.hokusai.it.app.ModelsClient;
import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.redis.ClusterSpec;
import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.TlsCluster;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The runnable jar on a cluster of three primaries that loses one of them. */
final class ClusterJarIT {
  private static final String PASSWORD = "cluster-jar-4711";
  private static final String[] LOOPBACK = {};

  private final TlsCluster cluster = TlsCluster.launch(ClusterSpec.of(3, 0)
      .password(PASSWORD)
      .nodeTimeout(Duration.ofSeconds(15))
      .config("cluster-require-full-coverage no"));
  private final int models = cluster.ownerOf(JedisClusterCRC16.getSlot("{hokusai:models}"));
  private final int other = (models + 1) % 3;

  @AfterEach
  void end() {
    cluster.close();
  }

  private Map<String, String> environment(int node) {
    var environment = new TreeMap<>(ModelsClient.enabledIn(cluster.environment(node)));
    environment.put("HEALTH_DETAILS_LOOPBACK", "true");
    return environment;
  }

  @Test
  void theCheckPassesOnceEachShardWorks() {
    var whole = FinishedApp.run(environment(other), "check");
    assertThat(whole.out())
        .contains("3 of 3 usable", "16384 of 16384 slots")
        .containsPattern("pass +pool")
        .doesNotContain(PASSWORD);
    assertThat(whole.exitCode()).as(whole.out()).isZero();

    cluster.freeze(models);
    var partial = FinishedApp.run(environment(other), "check");
    assertThat(partial.exitCode()).as(partial.out()).isEqualTo(1);
    assertThat(partial.out())
        .contains("SHARD_DOWN", "2 of 3 usable")
        .containsPattern("(READ|TLS_HANDSHAKE)_TIMEOUT");
    var skipped = FinishedApp.run(environment(other), "check", "--skip", "shards,pool");
    assertThat(skipped.exitCode()).as(skipped.out()).isZero();
  }

  @Test
  void onlyRequestsForTheDeadShardAreRejected() {
    try (var app = RunningApp.serve(LoopbackPort.free(), environment(other), LOOPBACK)) {
      app.awaitHealth(200);
      assertThat(models(app).statusCode()).isEqualTo(200);
      assertThat(metrics(app))
          .contains("\nredis_shards{check=\"redis\"} 3.0\n")
          .contains("\nredis_shards_usable{check=\"redis\"} 3.0\n")
          .contains("\nredis_slots_usable{check=\"redis\"} 16384.0\n")
          .containsPattern("\nredis_nodes\\{check=\"redis\"} [1-3]\\.0\n")
          .contains("\nredis_topology_changes_total{check=\"redis\"} 0.0\n")
          .contains("\nredis_moved_total{check=\"redis\",kind=\"other\"} ")
          .contains("\nredis_moved_total{check=\"redis\",kind=\"self\"} 0.0\n");

      cluster.freeze(models);
      app.awaitCode("SHARD_DOWN");
      var health = app.get("/health");
      assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
      assertThat(health.headers().firstValue("X-Health-Status")).hasValue("degraded");
      assertThat(app.get("/health/checks/redis").body())
          .contains("\"shards\":{\"total\":3,\"usable\":2,\"slots\":16384,\"slotsUsable\":")
          .contains("\"node\":\"%s:%d\"".formatted(cluster.host(models), cluster.port()))
          .containsPattern("\"code\":\"(READ|TLS_HANDSHAKE)_TIMEOUT\"")
          .doesNotContain(PASSWORD);
      assertThat(metrics(app)).contains("\nredis_shards_usable{check=\"redis\"} 2.0\n");
      long from = System.nanoTime();
      var rejected = models(app);
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(500));
      assertThat(rejected.statusCode()).isEqualTo(503);
      assertThat(rejected.body()).containsPattern("(READ|TLS_HANDSHAKE)_TIMEOUT");

      cluster.thaw(models);
      Awaitility.await().until(() -> app.get("/health").body().contains("\"healthy\""));
      Awaitility.await().until(() -> models(app).statusCode() == 200);
      cluster.freeze(other);
      app.awaitCode("SHARD_DOWN");
      assertThat(models(app).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPartialOutageIsUnhealthyWhereTheOperatorSaysSo() {
    var environment = environment(other);
    environment.put("HEALTH_PARTIAL_OUTAGE", "unhealthy");
    try (var app = RunningApp.serve(LoopbackPort.free(), environment, LOOPBACK)) {
      app.awaitHealth(200);
      cluster.kill(other);
      assertThat(app.awaitHealth(503).body()).contains("SHARD_DOWN");
      assertThat(models(app).statusCode()).isEqualTo(200);
      cluster.restart(other);
      app.awaitHealth(200);
    }
  }

  private static HttpResponse<String> models(RunningApp app) {
    return app.get("/api/v1/models", ModelsClient.authorization());
  }

  private static String metrics(RunningApp app) {
    return app.get("/metrics").body();
  }
}
