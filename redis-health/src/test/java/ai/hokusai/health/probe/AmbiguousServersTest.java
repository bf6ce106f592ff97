package ai.hokusai.health.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.Mischief;
import ai.hokusai.health.testing.Mischief.Trick;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.testing.TestTls;
import ai.hokusai.health.traffic.Traffic;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the probe says of servers that are no Redis, or that speak TLS where it does not. */
@Timeout(60)
@Tag("once")
final class AmbiguousServersTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T10:15:30Z"));
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final TestTls TLS = new TestTls();

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void namesTheFaultsOfAPlaintextClient(
      String what, Trick trick, Duration deadline, Fault expected) {
    assertMeets(trick, deadline, expected, server -> TestSettings.plain(server.port()));
  }

  static Stream<Arguments> namesTheFaultsOfAPlaintextClient() {
    return Stream.of(
        arguments("silence", Mischief.silence(), SHORT, Fault.READ_TIMEOUT),
        arguments("the end", Mischief.hangUp(), LONG, Fault.CONNECTION_CLOSED),
        arguments("a reset", Mischief.reset(), LONG, Fault.CONNECTION_CLOSED),
        arguments("a trickle", Mischief.oneByteASecond('+'), SHORT, Fault.READ_TIMEOUT),
        arguments("an endless line", Mischief.endlessLine('+'), LONG, Fault.UNEXPECTED_REPLY),
        arguments("an endless error", Mischief.endlessLine('-'), LONG, Fault.UNEXPECTED_REPLY),
        arguments("an endless number", Mischief.endlessLine(':'), LONG, Fault.UNEXPECTED_REPLY),
        arguments("an endless length", Mischief.endlessLine('$'), LONG, Fault.UNEXPECTED_REPLY),
        arguments("endless garbage", Mischief.endlessLine('?'), LONG, Fault.NOT_REDIS),
        arguments("two gigabytes", Mischief.say("$2147483647\r\n"), LONG, Fault.UNEXPECTED_REPLY),
        arguments(
            "two thousand million words",
            Mischief.say("*2147483647\r\n"),
            LONG,
            Fault.UNEXPECTED_REPLY),
        arguments("HTTP", Mischief.http(), LONG, Fault.NOT_REDIS),
        arguments("garbage", Mischief.say("?!\r\n"), LONG, Fault.NOT_REDIS),
        arguments("garbage for a PONG", pong("?!\r\n"), LONG, Fault.NOT_REDIS),
        arguments("another word for a PONG", pong("+PANG\r\n"), LONG, Fault.UNEXPECTED_REPLY),
        arguments(
            "no PONG",
            FakeRedis.speaking(name -> List.of("PING", FakeRedis.HELLO_ALONE).contains(name)
                ? null
                : FakeRedis.wellBehaved(name)),
            SHORT,
            Fault.READ_TIMEOUT),
        arguments("a TLS alert", Mischief.alert(), LONG, Fault.TLS_REQUIRED_BY_SERVER),
        arguments(
            "a TLS server that hangs up",
            Mischief.firstThen(Mischief.hangUp(), TLS.serving(Mischief.silence())),
            LONG,
            Fault.TLS_REQUIRED_BY_SERVER),
        arguments(
            "half a handshake",
            Mischief.firstThen(Mischief.hangUp(), Mischief.halfAHandshake()),
            LONG,
            Fault.CONNECTION_CLOSED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void namesTheFaultsOfATlsClient(String what, Trick trick, Duration deadline, Fault expected) {
    assertMeets(trick, deadline, expected, server -> TestSettings.tls(server.port(), TLS.client()));
  }

  static Stream<Arguments> namesTheFaultsOfATlsClient() {
    return Stream.of(
        arguments("silence", Mischief.silence(), SHORT, Fault.TLS_HANDSHAKE_TIMEOUT),
        arguments("the end", Mischief.hangUp(), LONG, Fault.TLS_HANDSHAKE_FAILED),
        arguments("a reset", Mischief.reset(), LONG, Fault.TLS_HANDSHAKE_FAILED),
        arguments(
            "a trickle", Mischief.oneByteASecond('\u0016'), SHORT, Fault.TLS_HANDSHAKE_TIMEOUT),
        arguments(
            "half a handshake", Mischief.halfAHandshake(), SHORT, Fault.TLS_HANDSHAKE_TIMEOUT),
        arguments(
            "an endless line", Mischief.endlessLine('\u0016'), LONG, Fault.TLS_HANDSHAKE_FAILED),
        arguments("HTTP", Mischief.http(), LONG, Fault.NOT_REDIS),
        arguments("garbage", Mischief.say("?!\r\n"), LONG, Fault.NOT_REDIS),
        arguments(
            "an endless line in TLS",
            TLS.serving(Mischief.endlessLine('+')),
            LONG,
            Fault.UNEXPECTED_REPLY),
        arguments(
            "a trickle in TLS",
            TLS.serving(Mischief.oneByteASecond('+')),
            SHORT,
            Fault.READ_TIMEOUT),
        arguments("the end in TLS", TLS.serving(Mischief.hangUp()), LONG, Fault.CONNECTION_CLOSED),
        arguments(
            "two gigabytes in TLS",
            TLS.serving(Mischief.say("$2147483647\r\n")),
            LONG,
            Fault.UNEXPECTED_REPLY),
        arguments("garbage for a PONG in TLS", TLS.serving(pong("?!\r\n")), LONG, Fault.NOT_REDIS),
        arguments("mutual TLS 1.2", TLS.demandingWithTls12(), LONG, Fault.TLS_CLIENT_CERT_REQUIRED),
        arguments("HTTP in TLS", TLS.serving(Mischief.http()), LONG, Fault.NOT_REDIS),
        arguments(
            "a reset after the handshake",
            TLS.serving(Mischief.reset()),
            LONG,
            Fault.CONNECTION_CLOSED),
        arguments("silence in TLS", TLS.serving(Mischief.silence()), SHORT, Fault.READ_TIMEOUT),
        arguments(
            "mutual TLS", TLS.demanding(Mischief.silence()), LONG, Fault.TLS_CLIENT_CERT_REQUIRED),
        arguments(
            "a full Redis",
            Mischief.say("-ERR max number of clients reached\r\n"),
            LONG,
            Fault.MAX_CLIENTS));
  }

  /** Greets as Redis does, and then answers PING with something. */
  private static Trick pong(String answer) {
    return FakeRedis.speaking(name -> name.equals("PING") ? answer : FakeRedis.wellBehaved(name));
  }

  @Test
  void reportsInALaterRunWhatItFindsOutAfterTheDeadline() {
    // As Redis does, which takes a ClientHello for the beginning of a long line.
    Trick redis = (server, client, in) -> {
      if (in.read() == '*') {
        client.getOutputStream().write("+PONG\r\n".getBytes(US_ASCII));
      }
      Mischief.silence().play(server, client, in);
    };
    try (var server = Mischief.start(redis);
        var probe = probe(TestSettings.tls(server.port(), TLS.client()), SHORT)) {
      // On a machine that is busy enough the answer is there before the deadline is noticed.
      assertThat(probe.run().fault()).isIn(Fault.TLS_HANDSHAKE_TIMEOUT, Fault.SERVER_IS_PLAINTEXT);
      while (probe.run().fault() == Fault.TLS_HANDSHAKE_TIMEOUT) {
        Thread.onSpinWait();
      }
      assertThat(probe.run().fault()).isEqualTo(Fault.SERVER_IS_PLAINTEXT);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void neverSendsThePasswordOnTheSecondSocket(String what, Trick second, Fault expected)
      throws InterruptedException {
    Trick first = (server, client, in) -> {
      var lines = new BufferedReader(new InputStreamReader(in, US_ASCII));
      while (!TestSettings.PASSWORD.equals(lines.readLine())) {}
    };
    try (var server = Mischief.start(Mischief.firstThen(first, second));
        var probe = probe(TestSettings.plain(server.port()), LONG)) {
      assertThat(probe.run().fault()).isEqualTo(expected);
      server.awaitFarewells(2);

      assertThat(server.received()).hasSize(2);
      assertThat(server.received().get(0)).contains(TestSettings.PASSWORD);
      assertThat(server.received().get(1)).doesNotContain(TestSettings.PASSWORD, "AUTH", "HELLO");
      assertThat(String.join("", server.receivedInsideTls())).isEmpty();
    }
  }

  static Stream<Arguments> neverSendsThePasswordOnTheSecondSocket() {
    return Stream.of(
        arguments("TLS", TLS.serving(Mischief.silence()), Fault.TLS_REQUIRED_BY_SERVER),
        arguments("silence", Mischief.silence(), Fault.CONNECTION_CLOSED));
  }

  @Test
  void probesNoFurtherOnceRedisHasReplied() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var probe = probe(TestSettings.plain(redis.port()), LONG)) {
      probe.run();
      redis.answer(name -> "PING".equals(name) ? FakeRedis.CLOSE : FakeRedis.wellBehaved(name));

      assertThat(probe.run().fault()).isEqualTo(Fault.CONNECTION_CLOSED);
      assertThat(redis.connections()).isEqualTo(2);
    }
  }

  private static void assertMeets(
      Trick trick, Duration deadline, Fault expected, Function<Mischief, RedisSettings> settings) {
    try (var server = Mischief.start(trick);
        var probe = probe(settings.apply(server), deadline)) {
      ProbeResult result = probe.run();

      assertThat(result.fault()).isEqualTo(expected);
      assertThat(result.duration()).isLessThan(deadline.plusSeconds(2));
      assertThat(result.toString()).doesNotContain(TestSettings.PASSWORD);
      // What the buffers of the two sockets take, whatever is read of it.
      assertThat(server.sent()).isLessThan(16 * 1024 * 1024);
    }
  }

  private static TestProbe probe(RedisSettings settings, Duration deadline) {
    var connector = RedisConnector.of(settings, "orders", new Traffic());
    return new TestProbe(
        RedisProbe.of(connector, new ProbeExpectations(false, null), deadline, CLOCK),
        deadline,
        CLOCK);
  }
}
