package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.route.NodePools;
import ai.hokusai.health.route.Router;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.Mischief;
import ai.hokusai.health.testing.Mischief.Trick;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.testing.TestTls;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** A command ends in time whatever its size, and is never sent twice. */
@Timeout(60)
final class CommandBoundsTest {
  private static final TestTls TLS = new TestTls();
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(1);
  // For a busy machine; a write that nothing ends waits for minutes.
  private static final Duration BOUND = Duration.ofSeconds(10);
  // More than the buffers of both sides hold.
  private static final byte[] LARGE = new byte[32 << 20];
  private static final byte[] KEY = {'k'};

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsAWriteThatTheServerDoesNotRead(boolean isTls) {
    try (var server = Mischief.start(on(isTls, Mischief.stopReadingAfter("SELECT", "+OK\r\n")));
        var client = client(server.port(), isTls)) {
      assertTimesOut(() -> client.set(KEY, LARGE));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsALaterWriteThatTheServerDoesNotRead(boolean isTls) {
    try (var server = Mischief.start(on(isTls, Mischief.stopReadingAfter("PING", "+PONG\r\n")));
        var client = client(server.port(), isTls)) {
      client.ping();

      assertTimesOut(() -> client.set(KEY, LARGE));
      assertThat(client.getPool().getNumActive()).isZero();
      assertThat(client.getPool().getNumIdle()).isZero();
    }
  }

  @Test
  void endsASlowReply() {
    try (var server = Mischief.start(Mischief.trickleAfter("PING", "+PONG\r\n"));
        var client = client(server.port(), false)) {
      client.ping();

      assertTimesOut(() -> client.get("key"));
    }
  }

  @Test
  void endsTheWritesOfAPipeline() {
    try (var server = Mischief.start(Mischief.stopReadingAfter("SELECT", "+OK\r\n"));
        var client = client(server.port(), false);
        var pipeline = client.pipelined()) {
      assertTimesOut(() -> pipeline.set(KEY, LARGE));
    }
  }

  @Test
  void hasNoThreadOnceThereIsNoConnection() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      try (var client = client(redis.port(), false)) {
        client.ping();
        assertThat(watchdogs()).isEqualTo(1);
      }
      while (watchdogs() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  private static long watchdogs() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals("redis-health-limits"))
        .count();
  }

  @Test
  void returnsNoConnectionThatTheServerHasClosed() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var client = client(redis.port(), false)) {
      fill(client);
      redis.dropClients();
      for (int i = 0; i < 4; i++) {
        client.set("key", "value");
      }

      assertThat(redis.connections()).isEqualTo(4);
      assertThat(client.getPool().getNumIdle()).isEqualTo(1);
    }
  }

  @Test
  void returnsOpenTlsConnectionsAgain() {
    try (var server = Mischief.start(TLS.serving(FakeRedis.speaking(FakeRedis::wellBehaved)));
        var client = client(server.port(), true)) {
      for (int i = 0; i < 4; i++) {
        client.ping();
      }

      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** Leaves three idle connections. */
  private static void fill(RedisClient client) {
    List.of(1, 2, 3).stream()
        .map(each -> client.getPool().getResource())
        .toList()
        .forEach(each -> each.close());
  }

  @Test
  void sendsNoCommandTwice() {
    try (var redis = FakeRedis.startWith("SET", FakeRedis.CLOSE);
        var client = client(redis.port(), false)) {
      assertThat(FaultClassifier.classify(catchThrowable(() -> client.set("key", "value"))))
          .isEqualTo(Fault.CONNECTION_CLOSED);

      assertThat(count(redis, "SET")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-READONLY You can't write against a read only replica.\r\n",
        "-LOADING Redis is loading the dataset in memory\r\n",
        "-MASTERDOWN Link with MASTER is down\r\n"
      })
  void renewsThePoolOnceTheServerSaysThatItIsNotThePrimary(String reply) {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var client = client(redis.port(), false)) {
      fill(client);
      redis.answer(name -> name.equals("SET") ? reply : FakeRedis.wellBehaved(name));
      assertThat(catchThrowable(() -> client.set("key", "value"))).isNotNull();
      assertThat(client.getPool().getNumIdle()).isZero();

      // The next is told the same on a new connection, which is kept for a second.
      assertThat(catchThrowable(() -> client.set("key", "value"))).isNotNull();
      assertThat(redis.connections()).isEqualTo(4);
      assertThat(client.getPool().getNumIdle()).isEqualTo(1);
    }
  }

  @Test
  void keepsThePoolAfterAnyOtherError() {
    try (var redis = FakeRedis.startWith("SET", "-OOM command not allowed\r\n");
        var client = client(redis.port(), false)) {
      fill(client);
      assertThat(catchThrowable(() -> client.set("key", "value"))).isNotNull();

      assertThat(client.getPool().getNumIdle()).isEqualTo(3);
    }
  }

  @Test
  void sharesAFailedDialAmongManyRequests() {
    try (var redis = FakeRedis.startWith("HELLO", "-WRONGPASS invalid\r\n");
        var client = client(redis.port(), false)) {
      var faults = List.of(1, 2, 3, 4, 5, 6, 7, 8).parallelStream()
          .map(each -> CompletableFuture.supplyAsync(() -> catchThrowable(() -> client.get("key")))
              .join())
          .map(FaultClassifier::classify)
          .distinct();

      assertThat(faults).containsExactly(Fault.AUTH_FAILED);
    }
  }

  private static long count(FakeRedis redis, String command) {
    return redis.commands().stream().filter(each -> each.get(0).equals(command)).count();
  }

  private static void assertTimesOut(Runnable command) {
    long start = System.nanoTime();
    Throwable failure = catchThrowable(command::run);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.READ_TIMEOUT);
  }

  private static Trick on(boolean isTls, Trick trick) {
    return isTls ? TLS.serving(trick) : trick;
  }

  private static RedisClient client(int port, boolean isTls) {
    return new NodePools(new Router(
            connector(isTls ? TestSettings.tls(port, TLS.client()) : TestSettings.plain(port))))
        .client();
  }

  private static RedisConnector connector(RedisSettings settings) {
    return RedisConnector.of(
        TestSettings.withTimeouts(settings, READ_TIMEOUT), "orders", new Traffic());
  }
}
