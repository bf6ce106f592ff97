package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.route.NodePools;
import ai.hokusai.health.route.Router;
import ai.hokusai.health.testing.BlackHole;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.Mischief;
import ai.hokusai.health.testing.Mischief.Trick;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.testing.TestTls;
import ai.hokusai.health.traffic.Traffic;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;

/** A request waits for the pool and for one reply, and no longer, whatever the server does. */
@Timeout(60)
final class PoolBoundsTest {
  private static final TestTls TLS = new TestTls();
  private static final Duration READ_TIMEOUT = Duration.ofMillis(400);
  // The pool's wait and the read time-out, and what a busy machine may add.
  private static final Duration BOUND = Duration.ofMillis(250 + 400 + 1_500);

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void failsInTime(String what, Trick trick, boolean isTls, Fault expected) {
    try (var server = Mischief.start(trick)) {
      RedisSettings settings =
          isTls ? TestSettings.tls(server.port(), TLS.client()) : TestSettings.plain(server.port());

      assertFailsInTime(connector(settings), expected);
    }
  }

  static Stream<Arguments> failsInTime() {
    return Stream.of(
        arguments("silence", Mischief.silence(), false, Fault.READ_TIMEOUT),
        arguments("a trickle", Mischief.oneByteASecond('+'), false, Fault.READ_TIMEOUT),
        arguments("an endless line", Mischief.endlessLine('+'), false, Fault.UNEXPECTED_REPLY),
        arguments("silence over TLS", Mischief.silence(), true, Fault.TLS_HANDSHAKE_TIMEOUT),
        arguments(
            "a trickle over TLS",
            Mischief.oneByteASecond('\u0016'),
            true,
            Fault.TLS_HANDSHAKE_TIMEOUT),
        arguments("half a handshake", Mischief.halfAHandshake(), true, Fault.TLS_HANDSHAKE_TIMEOUT),
        arguments("silence in TLS", TLS.serving(Mischief.silence()), true, Fault.READ_TIMEOUT));
  }

  @Test
  void sharesItsTimeBetweenTheGreetingAndTheFirstReply() {
    // Each answer alone would be in time.
    try (var redis = FakeRedis.start(name -> FakeRedis.slowly(150, FakeRedis.wellBehaved(name)))) {
      assertFailsInTime(connector(TestSettings.plain(redis.port())), Fault.READ_TIMEOUT);
    }
  }

  @Test
  void givesEveryLaterReplyItsOwnTime() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var client =
            new NodePools(new Router(connector(TestSettings.plain(redis.port())))).client()) {
      client.ping();
      redis.answer(name -> FakeRedis.slowly(250, FakeRedis.wellBehaved(name)));

      for (int i = 0; i < 3; i++) {
        assertThat(client.ping()).isEqualTo("PONG");
      }
    }
  }

  @Test
  void givesABlockingCommandItsOwnTimeOnANewConnection() {
    try (var redis = FakeRedis.start(name -> name.equals("BLPOP")
            ? FakeRedis.slowly(1_000, "*2\r\n$1\r\nk\r\n$1\r\nv\r\n")
            : FakeRedis.wellBehaved(name));
        var client =
            new NodePools(new Router(connector(TestSettings.plain(redis.port())))).client()) {
      assertThat(client.blpop(2, "k")).containsExactly("k", "v");
    }
  }

  @Test
  void opensNoConnectionWhenABrokenOneIsReturned() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var client =
            new NodePools(new Router(connector(TestSettings.plain(redis.port())))).client()) {
      client.ping();
      redis.answer(name -> null);
      assertThat(FaultClassifier.classify(catchThrowable(client::ping)))
          .isEqualTo(Fault.READ_TIMEOUT);

      assertThat(redis.connections()).isEqualTo(1);
      assertThat(client.getPool().getNumActive()).isZero();
      assertThat(client.getPool().getNumIdle()).isZero();
    }
  }

  @Test
  void opensNoConnectionForAThreadThatWaitsForABrokenOne() throws InterruptedException {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var client =
            new NodePools(new Router(connector(TestSettings.plain(redis.port())))).client()) {
      var borrowed = List.of(1, 2, 3, 4).stream()
          .map(each -> client.getPool().getResource())
          .toList();
      var waiter = CompletableFuture.supplyAsync(() -> catchThrowable(client::ping));
      while (client.getPool().getNumWaiters() == 0) {
        Thread.onSpinWait();
      }
      borrowed.get(0).setBroken();
      borrowed.get(0).close();

      assertThat(FaultClassifier.classify(waiter.join())).isEqualTo(Fault.POOL_EXHAUSTED);
      assertThat(redis.connections()).isEqualTo(4);
      borrowed.stream().skip(1).forEach(Connection::close);
    }
  }

  @Test
  void namesABlackHole() {
    try (var hole = BlackHole.open()) {
      assertFailsInTime(connector(TestSettings.plain(hole.port())), Fault.CONNECT_TIMEOUT);
    }
  }

  @Test
  void sharesItsTimeBetweenAllAddressesOfAName() {
    try (var hole = BlackHole.open()) {
      assertFailsInTime(connector(hole.port(), host -> loopback(1, 2, 3)), Fault.CONNECT_REFUSED);
    }
  }

  @Test
  void reachesALaterAddressWhereAnEarlierOneIsDead() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var client =
            new NodePools(new Router(connector(redis.port(), host -> loopback(2, 1)))).client()) {
      assertThat(client.ping()).isEqualTo("PONG");
    }
  }

  @Test
  void waitsForANameNoLongerThanForAReply() {
    var never = new CountDownLatch(1);
    NameLookup.Resolver hanging = host -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return loopback();
    };

    assertFailsInTime(connector(1, hanging), Fault.DNS_TIMEOUT);
    never.countDown();
  }

  @Test
  void failsInTimeForManyRequestsAtOnce() {
    try (var hole = BlackHole.open();
        var client =
            new NodePools(new Router(connector(TestSettings.plain(hole.port())))).client()) {
      ExecutorService threads = Executors.newFixedThreadPool(16);
      List<CompletableFuture<Duration>> waits = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        waits.add(CompletableFuture.supplyAsync(() -> timeToFail(client), threads));
      }

      assertThat(waits).allSatisfy(each -> assertThat(each.join()).isLessThan(BOUND));
      threads.shutdown();
    }
  }

  private static Duration timeToFail(RedisClient client) {
    long start = System.nanoTime();
    assertThat(catchThrowable(() -> client.get("key"))).isNotNull();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void assertFailsInTime(RedisConnector connector, Fault expected) {
    try (var client = new NodePools(new Router(connector)).client()) {
      long start = System.nanoTime();
      Throwable failure = catchThrowable(() -> client.get("key"));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
      assertThat(FaultClassifier.classify(failure)).isEqualTo(expected);
    }
  }

  private static RedisConnector connector(RedisSettings settings) {
    return RedisConnector.of(
        TestSettings.withTimeouts(settings, READ_TIMEOUT), "orders", new Traffic());
  }

  private static RedisConnector connector(int port, NameLookup.Resolver resolver) {
    RedisSettings settings =
        TestSettings.withTimeouts(TestSettings.withHost("redis", port), READ_TIMEOUT);
    return new RedisConnector(
        settings, new Dialer(settings, resolver), "orders", new Traffic(), null);
  }

  private static InetAddress[] loopback(int... lastBytes) throws UnknownHostException {
    var all = new InetAddress[lastBytes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) lastBytes[i]});
    }
    return all;
  }
}
