package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.route.NodePools;
import ai.hokusai.health.route.Router;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Outcomes;
import ai.hokusai.health.traffic.Traffic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import redis.clients.jedis.exceptions.JedisDataException;

final class RedisConnectorTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void buildsThePoolWithoutAConnection() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var client = new NodePools(new Router(
                RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic())))
            .client()) {
      assertThat(client.getPool().getNumActive()).isZero();
      assertThat(redis.connections()).isZero();
    }
  }

  @Test
  void greetsWithPasswordNameAndDatabase() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var client = new NodePools(new Router(
                RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic())))
            .client()) {
      assertThat(client.set("key", "value")).isEqualTo("OK");
      assertThat(redis.commands())
          .containsExactly(
              List.of("HELLO", "2", "AUTH", "app", TestSettings.PASSWORD),
              List.of("CLIENT", "SETNAME", "orders"),
              List.of("SELECT", "2"),
              List.of("SET", "key", "value"));
    }
  }

  @Test
  void reportsEachStage() {
    var stages = new ArrayList<Stage>();
    var sockets = new ArrayList<Socket>();
    var watch = new ConnectionWatch() {
      @Override
      public void enters(Stage stage) {
        stages.add(stage);
      }

      @Override
      public void opens(Socket socket) {
        sockets.add(socket);
      }
    };
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var connection = RedisConnector.of(TestSettings.plain(redis.port()), "x", new Traffic())
            .open(watch, LONG)) {
      assertThat(connection.isConnected()).isTrue();
      assertThat(stages).containsExactly(Stage.DNS, Stage.TCP, Stage.AUTH);
      assertThat(sockets).extracting(Socket::getPort).containsExactly(redis.port());
    }
  }

  @Test
  @DisabledIfSystemProperty(
      named = "jedis.major",
      matches = "7",
      disabledReason = "not public there")
  void hasAnAddressForJedis() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var connection = RedisConnector.of(TestSettings.plain(redis.port()), "x", new Traffic())
            .open(ConnectionWatch.none(), LONG)) {
      assertThat(connection.getHostAndPort()).hasToString("127.0.0.1:" + redis.port());
    }
  }

  @Test
  void recordsTheConnectionsOfThePool() {
    var traffic = new Traffic();
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var client = new NodePools(
                new Router(RedisConnector.of(TestSettings.plain(redis.port()), "orders", traffic)))
            .client()) {
      client.set("key", "value");
      client.set("key", "value");

      assertThat(traffic.totals().count(Operation.CONNECT, null)).isEqualTo(1);
    }
  }

  @Test
  void recordsWhyAConnectionOfThePoolCouldNotBeOpened() {
    long before = System.nanoTime() - Duration.ofSeconds(1).toNanos();
    var traffic = new Traffic();
    try (var redis = FakeRedis.startWith("HELLO", "-WRONGPASS invalid\r\n");
        var client = new NodePools(
                new Router(RedisConnector.of(TestSettings.plain(redis.port()), "orders", traffic)))
            .client()) {
      assertThat(catchThrowable(() -> client.get("key"))).isNotNull();

      Outcomes seen = traffic.outcomes(Operation.CONNECT, System.nanoTime(), before);
      assertThat(seen.failures()).isEqualTo(1);
      assertThat(Fault.of(seen.cause())).isEqualTo(Fault.AUTH_FAILED);
    }
  }

  @Test
  void namesAGreetingOfTheWrongShape() {
    try (var redis = FakeRedis.startWith("HELLO", "+PONG\r\n")) {
      var connector = RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic());

      assertThat(catchThrowable(() -> connector.open(ConnectionWatch.none(), LONG)))
          .isInstanceOf(JedisDataException.class)
          .hasMessage("HELLO was answered with something else");
    }
  }

  @Test
  void neverShowsThePassword() {
    try (var redis = FakeRedis.startWith("HELLO", "-WRONGPASS invalid\r\n")) {
      var connector = RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic());
      var trace = new StringWriter();
      catchThrowable(() -> connector.open(ConnectionWatch.none(), LONG))
          .printStackTrace(new PrintWriter(trace));

      assertThat(trace.toString()).contains("WRONGPASS").doesNotContain(TestSettings.PASSWORD);
    }
  }

  @Test
  void decodesTheZoneOfAnAddress() {
    var dialer = Dialer.of(TestSettings.withHost("fe80::1%25eth0", 6379));

    assertThat(dialer.endpoint().getHost()).isEqualTo("fe80::1%eth0");
  }
}
