package ai.hokusai.it.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.redis.FakeCluster.Circle;
import ai.hokusai.it.tls.TlsContexts;
import ai.hokusai.testkit.TestCa;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisDataException;

/** The fake cluster as Jedis sees it, and its counts. */
@Tag("once")
final class FakeClusterIT {
  private static final String KEY = "document";

  @Test
  void ninetyPrimariesServeAClusterClient() throws IOException {
    try (var cluster = FakeCluster.open(90);
        var client = client(cluster)) {
      for (int i = 0; i < 500; i++) {
        assertThat(client.set(KEY + i, "value " + i)).isEqualTo("OK");
        assertThat(client.get(KEY + i)).isEqualTo("value " + i);
      }
      assertThat(client.get("absent")).isNull();
      assertThat(client.incr("count")).isOne();
      assertThat(cluster.counts()).contains(Map.entry("GET", 501L), Map.entry("SET", 500L));
      assertThat(cluster.count("CLUSTER SLOTS")).isOne();
      assertThat(cluster.opened()).isGreaterThanOrEqualTo(80);
    }
  }

  @Test
  void allConnectionsEndWithIt() throws IOException {
    try (var cluster = FakeCluster.open(500)) {
      try (var client = client(cluster)) {
        assertThat(client.getClusterNodes()).hasSize(500);
        assertThat(client.get(KEY)).isNull();
      }
      await().until(() -> cluster.open() == 0);
    }
  }

  @Test
  void speaksTls() throws IOException {
    var authority = TestCa.create("Hokusai test authority");
    try (var cluster = FakeCluster.tls(2, authority);
        var connection = RespConnection.tls(
            TlsContexts.trusting(authority), "HTTPS", cluster.host(1), cluster.port())) {
      assertThat(connection.command("PING")).isEqualTo("+PONG");
    }
  }

  /** The values of the table C14 of Jedis: only a server that closes the connection lets it continue. */
  @ParameterizedTest
  @EnumSource
  void sendsInCirclesAsManagedClustersDo(Circle circle) throws IOException {
    try (var cluster = FakeCluster.open(1);
        var client = client(cluster)) {
      assertThat(client.get(KEY)).isNull();
      cluster.circle(circle);
      switch (circle) {
        case MOVED, ENDLESS ->
          assertThatThrownBy(() -> client.get(KEY))
              .isInstanceOf(JedisClusterOperationException.class);
        case ERR_MOVED ->
          assertThatThrownBy(() -> client.get(KEY))
              .isInstanceOf(JedisDataException.class)
              .hasMessageStartingWith("ERR MOVED ");
        case MOVED_AND_CLOSE -> assertThat(client.get(KEY)).isNull();
      }
    }
  }

  @Test
  void repliesWhatItIsTold() throws IOException {
    try (var cluster = FakeCluster.open(3)) {
      cluster.reply(SlotsReply.of(cluster.range(0), cluster.range(2)));
      try (var connection = new Connection(address(cluster))) {
        assertThatThrownBy(() -> client(cluster))
            .hasStackTraceContaining("Cluster slots have holes.");
        cluster.reply(SlotsReply.nested(100_000));
        assertThatThrownBy(() -> client(cluster)).isInstanceOf(Throwable.class);
        assertThat(connection.ping()).isTrue();
      }
    }
  }

  private static RedisClusterClient client(FakeCluster cluster) {
    return RedisClusterClient.create(Set.of(address(cluster)));
  }

  private static HostAndPort address(FakeCluster cluster) {
    return new HostAndPort(cluster.host(0), cluster.port());
  }
}
