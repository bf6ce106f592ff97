package ai.hokusai.health.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.hokusai.config.ClientIdentity;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.connect.TlsLayer;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.testing.Mischief;
import ai.hokusai.health.testing.Mischief.Trick;
import ai.hokusai.health.testing.TestAuthority;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.testing.TestTls;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
final class DiagnosisTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");
  private static final TestTls TLS = new TestTls();
  private static final TlsLayer LAYER = Objects.requireNonNull(
      RedisConnector.of(TestSettings.tls(1, TLS.client()), "orders", new Traffic())
          .tls());
  private static final String PING = "*1\r\n$4\r\nPING\r\n";

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void checksForTlsAfterAPlaintextConnectionBroke(String what, Trick trick, Fault expected) {
    assertThat(settle(trick, null, Fault.CONNECTION_CLOSED, Stage.AUTH)).isEqualTo(expected);
  }

  static Stream<Arguments> checksForTlsAfterAPlaintextConnectionBroke() {
    return Stream.of(
        arguments("TLS", TLS.serving(Mischief.silence()), Fault.TLS_REQUIRED_BY_SERVER),
        arguments("mutual TLS", TLS.demanding(Mischief.silence()), Fault.TLS_REQUIRED_BY_SERVER),
        arguments("a TLS alert", Mischief.alert(), Fault.TLS_REQUIRED_BY_SERVER),
        arguments("half a handshake", Mischief.halfAHandshake(), Fault.CONNECTION_CLOSED),
        arguments("silence", Mischief.silence(), Fault.CONNECTION_CLOSED),
        arguments("the end", Mischief.hangUp(), Fault.CONNECTION_CLOSED),
        arguments("a reset", Mischief.reset(), Fault.CONNECTION_CLOSED),
        arguments("HTTP", Mischief.http(), Fault.CONNECTION_CLOSED),
        arguments("a trickle", Mischief.oneByteASecond('\u0016'), Fault.CONNECTION_CLOSED),
        arguments("a flood", Mischief.endlessLine('\u0016'), Fault.CONNECTION_CLOSED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void checksForPlaintextAfterAHandshakeBroke(String what, Trick trick, Fault expected) {
    assertThat(settle(trick, LAYER, Fault.TLS_HANDSHAKE_FAILED, Stage.TLS)).isEqualTo(expected);
  }

  static Stream<Arguments> checksForPlaintextAfterAHandshakeBroke() {
    return Stream.of(
        arguments("Redis", Mischief.say("+PONG\r\n"), Fault.SERVER_IS_PLAINTEXT),
        arguments("with a password", Mischief.say("-NOAUTH x\r\n"), Fault.SERVER_IS_PLAINTEXT),
        arguments(
            "a full Redis",
            Mischief.say("-ERR max number of clients reached\r\n"),
            Fault.MAX_CLIENTS),
        arguments("HTTP", Mischief.http(), Fault.NOT_REDIS),
        arguments("TLS", TLS.serving(Mischief.silence()), Fault.TLS_HANDSHAKE_FAILED),
        arguments("a TLS alert", Mischief.alert(), Fault.TLS_HANDSHAKE_FAILED),
        arguments("half a handshake", Mischief.halfAHandshake(), Fault.TLS_HANDSHAKE_FAILED),
        arguments("silence", Mischief.silence(), Fault.TLS_HANDSHAKE_FAILED),
        arguments("the end", Mischief.hangUp(), Fault.TLS_HANDSHAKE_FAILED),
        arguments("a reset", Mischief.reset(), Fault.TLS_HANDSHAKE_FAILED),
        arguments("a trickle", Mischief.oneByteASecond('+'), Fault.TLS_HANDSHAKE_FAILED),
        arguments("a flood", Mischief.endlessLine('+'), Fault.TLS_HANDSHAKE_FAILED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void readsTheReplyOfAServerThatClosedAfterTheHandshake(String what, Trick trick, Fault expected) {
    assertThat(settle(trick, LAYER, Fault.CONNECTION_CLOSED, Stage.AUTH)).isEqualTo(expected);
  }

  static Stream<Arguments> readsTheReplyOfAServerThatClosedAfterTheHandshake() {
    return Stream.of(
        arguments("mutual TLS", TLS.demanding(Mischief.silence()), Fault.TLS_CLIENT_CERT_REQUIRED),
        arguments("TLS", TLS.serving(Mischief.silence()), Fault.CONNECTION_CLOSED),
        arguments("a reset", TLS.serving(Mischief.reset()), Fault.CONNECTION_CLOSED),
        arguments("the end", TLS.serving(Mischief.hangUp()), Fault.CONNECTION_CLOSED),
        arguments("no handshake", Mischief.hangUp(), Fault.CONNECTION_CLOSED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void readsTheAlertForTheClientCertificate(String what, ClientIdentity shown, Fault expected) {
    var settings = TestSettings.tls(1, TLS.client(shown));
    var layer = Objects.requireNonNull(
        RedisConnector.of(settings, "orders", new Traffic()).tls());

    assertThat(
            settle(TLS.demanding(Mischief.silence()), layer, Fault.CONNECTION_CLOSED, Stage.AUTH))
        .isEqualTo(expected);
  }

  static Stream<Arguments> readsTheAlertForTheClientCertificate() {
    return Stream.of(
        arguments("valid", TLS.issue(Instant.now()), Fault.CONNECTION_CLOSED),
        arguments(
            "expired",
            TLS.issue(Instant.parse("2020-06-01T00:00:00Z")),
            Fault.TLS_CLIENT_CERT_EXPIRED),
        arguments(
            "of another authority",
            TestAuthority.create().issue("client.example.com"),
            Fault.TLS_CLIENT_CERT_UNTRUSTED));
  }

  @ParameterizedTest
  @CsvSource({
    "false, AUTH, CONNECTION_CLOSED, TLS_REQUIRED_BY_SERVER",
    "false, AUTH, READ_TIMEOUT, TLS_REQUIRED_BY_SERVER",
    "true, TLS, TLS_HANDSHAKE_TIMEOUT, SERVER_IS_PLAINTEXT",
    "true, TLS, TLS_HANDSHAKE_FAILED, SERVER_IS_PLAINTEXT",
    "true, AUTH, CONNECTION_CLOSED, TLS_CLIENT_CERT_REQUIRED",
    "true, AUTH, TLS_HANDSHAKE_FAILED, TLS_CLIENT_CERT_REQUIRED"
  })
  void settlesEveryAmbiguousFault(boolean isTls, Stage stage, Fault observed, Fault expected) {
    Trick trick =
        stage == Stage.TLS ? Mischief.say("+PONG\r\n") : TLS.demanding(Mischief.silence());

    assertThat(settle(trick, isTls ? LAYER : null, observed, stage)).isEqualTo(expected);
  }

  @Test
  void sendsNothingButThePing() throws InterruptedException {
    try (var server = Mischief.start(Mischief.say("+PONG\r\n"))) {
      examine(new Diagnosis(() -> LAYER, () -> NOW), server, Stage.TLS);
      server.awaitFarewells(1);

      assertThat(server.received()).containsExactly(PING);
    }
  }

  @Test
  void sendsNothingAfterItsHandshakes() throws InterruptedException {
    try (var server = Mischief.start(TLS.serving(Mischief.silence()))) {
      examine(new Diagnosis(() -> null, () -> NOW), server, Stage.AUTH);
      examine(new Diagnosis(() -> LAYER, () -> NOW), server, Stage.AUTH);
      server.awaitFarewells(2);

      assertThat(server.receivedInsideTls()).containsExactly("", "");
    }
  }

  @Test
  void doesNothingForUnambiguousFaults() {
    try (var server = Mischief.start(Mischief.say("+PONG\r\n"))) {
      for (var diagnosis :
          List.of(new Diagnosis(() -> null, () -> NOW), new Diagnosis(() -> LAYER, () -> NOW))) {
        for (Fault fault : List.of(Fault.AUTH_FAILED, Fault.TLS_UNTRUSTED, Fault.NOT_REDIS)) {
          for (Stage stage : Stage.values()) {
            diagnosis.examine(fault, stage, server.address());
          }
        }
      }
      new Diagnosis(() -> LAYER, () -> NOW)
          .examine(Fault.READ_TIMEOUT, Stage.AUTH, server.address());

      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void probesOnceAMinuteAndDropsOldFindings() {
    var clock = new AtomicReference<>(NOW);
    try (var server = Mischief.start(Mischief.say("+PONG\r\n"))) {
      var diagnosis = new Diagnosis(() -> LAYER, clock::get);
      for (int second = 0; second < 60; second++) {
        clock.set(NOW.plusSeconds(second));
        examine(diagnosis, server, Stage.TLS);
        assertThat(diagnosis.reported(Fault.TLS_HANDSHAKE_FAILED))
            .isEqualTo(Fault.SERVER_IS_PLAINTEXT);
      }
      assertThat(server.connections()).isEqualTo(1);

      diagnosis.clear();
      assertThat(diagnosis.reported(Fault.TLS_HANDSHAKE_FAILED))
          .isEqualTo(Fault.TLS_HANDSHAKE_FAILED);

      clock.set(NOW.plusSeconds(60));
      examine(diagnosis, server, Stage.TLS);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void sendsNothingOnceClosed() {
    try (var server = Mischief.start(Mischief.say("+PONG\r\n"))) {
      var diagnosis = new Diagnosis(() -> LAYER, () -> NOW);
      diagnosis.close();
      examine(diagnosis, server, Stage.TLS);

      assertThat(server.connections()).isZero();
    }
  }

  private static void examine(Diagnosis diagnosis, Mischief server, Stage stage) {
    Fault fault = stage == Stage.TLS ? Fault.TLS_HANDSHAKE_FAILED : Fault.CONNECTION_CLOSED;
    diagnosis.examine(fault, stage, server.address());
  }

  private static Fault settle(Trick trick, @Nullable TlsLayer layer, Fault fault, Stage stage) {
    try (var server = Mischief.start(trick)) {
      var diagnosis = new Diagnosis(() -> layer, InstantSource.system());
      long start = System.nanoTime();
      diagnosis.examine(fault, stage, server.address());

      // Half a second, and what a machine that does much else may add.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      // What the buffers of the two sockets take, whatever is read of it.
      assertThat(server.sent()).isLessThan(16 * 1024 * 1024);
      return diagnosis.reported(fault);
    }
  }
}
