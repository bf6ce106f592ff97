package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.diagnose.Diagnosis;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.traffic.Traffic;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
final class RedisProbeTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final ProbeExpectations PLAN = new ProbeExpectations(false, null);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void succeedsWithAPongAndKeepsItsConnection() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var probe = probe(redis, LONG)) {
      ProbeResult first = probe.run();
      ProbeResult second = probe.run();

      assertThat(withoutFacts(first)).isEqualTo(ProbeResult.success(first.duration(), NOW));
      assertThat(second.fault()).isNull();
      assertThat(redis.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource
  void namesWhatTheServerSays(String command, String reply, Fault expected) {
    try (var redis = FakeRedis.startWith(command, reply);
        var probe = probe(redis, LONG)) {
      ProbeResult result = probe.run();

      assertThat(withoutFacts(result))
          .isEqualTo(ProbeResult.failure(expected, result.duration(), NOW));
    }
  }

  static Stream<Arguments> namesWhatTheServerSays() {
    return Stream.of(
        arguments("HELLO", "-NOAUTH Authentication required.\r\n", Fault.AUTH_REQUIRED),
        arguments("HELLO", "-WRONGPASS invalid username-password pair\r\n", Fault.AUTH_FAILED),
        arguments("HELLO", "-ERR max number of clients reached\r\n", Fault.MAX_CLIENTS),
        arguments("HELLO", "HTTP/1.1 400 Bad Request\r\n\r\n", Fault.NOT_REDIS),
        arguments("HELLO", "-ERR unknown command 'HELLO'\r\n", Fault.UNEXPECTED_REPLY),
        arguments("HELLO", "+PONG\r\n", Fault.UNEXPECTED_REPLY),
        arguments("HELLO", FakeRedis.CLOSE, Fault.CONNECTION_CLOSED),
        arguments("SELECT", "-ERR DB index is out of range\r\n", Fault.DB_INDEX_INVALID),
        arguments("PING", "-NOPERM this user has no permissions\r\n", Fault.NO_PERMISSION),
        arguments("PING", "-LOADING Redis is loading the dataset\r\n", Fault.LOADING),
        arguments("PING", "+PANG\r\n", Fault.UNEXPECTED_REPLY),
        arguments("PING", ":1\r\n", Fault.UNEXPECTED_REPLY));
  }

  @Test
  void doesWithoutAClientName() {
    try (var redis = FakeRedis.startWith("CLIENT", "-NOPERM this user has no permissions\r\n");
        var probe = probe(redis, LONG)) {
      assertThat(probe.run().fault()).isNull();
    }
  }

  @Test
  void closesTheConnectionToASilentServerAtTheDeadline() throws InterruptedException {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var probe = probe(redis, SHORT)) {
      awaitSuccess(probe);
      redis.answer(command -> null);
      ProbeResult result = probe.run();

      assertThat(result.fault()).isEqualTo(Fault.READ_TIMEOUT);
      // The read time-out of the settings is 5 s.
      assertThat(result.duration()).isBetween(SHORT, Duration.ofSeconds(4));
      assertThat(redis.sawFarewell()).isTrue();
    }
  }

  @Test
  void recoversOnANewConnection() {
    try (var redis = FakeRedis.startWith("PING", "-LOADING Redis is loading\r\n");
        var probe = probe(redis, LONG)) {
      assertThat(probe.run().fault()).isEqualTo(Fault.LOADING);
      redis.answer(FakeRedis::wellBehaved);

      assertThat(probe.run().fault()).isNull();
      assertThat(redis.connections()).isEqualTo(2);
    }
  }

  @Test
  void retriesIfTheOpenConnectionWasClosed() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var probe = probe(redis, LONG)) {
      probe.run();
      redis.dropClients();

      assertThat(probe.run().fault()).isNull();
      assertThat(redis.connections()).isEqualTo(2);
    }
  }

  @Test
  void saysWhyThereIsNoNewConnection() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var probe = probe(redis, LONG)) {
      probe.run();
      redis.shutDown();

      assertThat(probe.run().fault()).isEqualTo(Fault.CONNECT_REFUSED);
    }
  }

  @Test
  void namesARefusedPort() throws IOException {
    int port = freePort();
    try (var probe = probe(port, LONG)) {
      assertThat(probe.run().fault()).isEqualTo(Fault.CONNECT_REFUSED);
    }
  }

  @Test
  void hasNeverMoreThanOneAttemptInFlight() throws InterruptedException {
    var attempts = new AtomicInteger();
    var begun = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    Function<ConnectionWatch, RedisLink> opener = watch -> {
      attempts.incrementAndGet();
      begun.countDown();
      awaitQuietly(released);
      throw new IllegalStateException("nobody waits for this any more");
    };
    try (var probe = probe(opener, SHORT)) {
      assertThat(probe.run().fault()).isEqualTo(Fault.DNS_TIMEOUT);
      begun.await();
      ProbeResult next = probe.run();

      assertThat(next.fault()).isEqualTo(Fault.DNS_TIMEOUT);
      assertThat(next.duration()).isGreaterThan(SHORT);
      assertThat(attempts).hasValue(1);
      released.countDown();
    }
  }

  @Test
  void keepsOnlyTheClassOfAnUnknownException() {
    Function<ConnectionWatch, RedisLink> opener = watch -> {
      throw new UnsupportedOperationException("with a secret");
    };
    try (var probe = probe(opener, LONG)) {
      ProbeResult result = probe.run();

      assertThat(result.fault()).isEqualTo(Fault.INTERNAL_ERROR);
      assertThat(result.trace())
          .hasToString("java.lang.UnsupportedOperationException")
          .extracting(Trace::text, STRING)
          .contains("at ai.hokusai.health.probe.RedisProbeTest")
          .doesNotContain("secret");
    }
  }

  private static ProbeResult withoutFacts(ProbeResult result) {
    return new ProbeResult(Fault.of(result.fault()), result.duration(), result.at(), null);
  }

  private static void awaitSuccess(TestProbe probe) {
    // The first runs load classes, which may take longer than the deadline.
    while (probe.run().fault() != null) {
      Thread.onSpinWait();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static TestProbe probe(FakeRedis redis, Duration deadline) {
    return probe(redis.port(), deadline);
  }

  private static TestProbe probe(int port, Duration deadline) {
    var connector = RedisConnector.of(TestSettings.plain(port), "orders", new Traffic());
    return new TestProbe(RedisProbe.of(connector, PLAN, deadline, CLOCK), deadline, CLOCK);
  }

  private static TestProbe probe(Function<ConnectionWatch, RedisLink> opener, Duration deadline) {
    var probe = new RedisProbe(
        opener, PLAN, new PrimaryTracker(() -> {}), new Diagnosis(() -> null, CLOCK), CLOCK);
    return new TestProbe(probe, deadline, CLOCK);
  }
}
