package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.diagnose.Diagnosis;
import ai.hokusai.health.redis.Stage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisConnectionException;

final class RedisAttemptTest {
  @ParameterizedTest
  @CsvSource({
    "DNS, DNS_TIMEOUT",
    "TCP, CONNECT_TIMEOUT",
    "TLS, TLS_HANDSHAKE_TIMEOUT",
    "AUTH, READ_TIMEOUT",
    "PING, READ_TIMEOUT",
    "HELLO, READ_TIMEOUT",
    "WRITE, READ_TIMEOUT"
  })
  void namesTheStageThatDidNotEnd(Stage stage, Fault expected) {
    ProbeConnection connection = neverOpened();
    var attempt = attempt(connection);
    connection.enters(stage);

    assertThat(attempt.cancel()).isEqualTo(expected);
    assertThat(attempt.cancel()).isEqualTo(expected);
    assertThat(connection.isAborted()).isTrue();
  }

  @Test
  void namesHowThePingFailedOnceItHas() {
    var connection = connection(watch -> {
      throw new JedisConnectionException(new ConnectException("Connection refused"));
    });
    var attempt = attempt(connection);

    assertThat(attempt.run().fault()).isEqualTo(Fault.CONNECT_REFUSED);
    assertThat(attempt.cancel()).isEqualTo(Fault.CONNECT_REFUSED);
  }

  @Test
  void aWornOutConnectionIsNotKeptAfterAnError() {
    var connection = connection(watch -> {
      throw new StackOverflowError();
    });
    ProbeResult result = attempt(connection).run();

    assertThat(result.fault()).isEqualTo(Fault.INTERNAL_ERROR);
    assertThat(result.trace()).hasToString("java.lang.StackOverflowError");
    assertThat(connection.isAborted()).isTrue();
  }

  private static RedisAttempt attempt(ProbeConnection connection) {
    var clock = InstantSource.system();
    return new RedisAttempt(
        connection, new Diagnosis(() -> null, clock), UnaryOperator.identity(), clock);
  }

  @Test
  void goesNoFurtherOnceItWasGivenUp() {
    ProbeConnection connection = neverOpened();
    connection.enters(Stage.TCP);
    connection.abort();

    assertThatThrownBy(() -> connection.enters(Stage.AUTH))
        .isInstanceOf(JedisConnectionException.class);
    assertThat(connection.stage()).isEqualTo(Stage.TCP);
  }

  @Test
  void closesASocketThatComesTooLate() throws IOException {
    ProbeConnection connection = neverOpened();
    connection.abort();
    try (var socket = new Socket()) {
      connection.opens(socket);

      assertThat(socket.isClosed()).isTrue();
    }
  }

  private static ProbeConnection connection(Function<ConnectionWatch, RedisLink> opener) {
    return new ProbeConnection(
        opener, new ProbeExpectations(false, null), new PrimaryTracker(() -> {}));
  }

  private static ProbeConnection neverOpened() {
    Function<ConnectionWatch, RedisLink> opener = watch -> {
      throw new JedisConnectionException("not in this test");
    };
    return new ProbeConnection(
        opener, new ProbeExpectations(false, null), new PrimaryTracker(() -> {}));
  }
}
