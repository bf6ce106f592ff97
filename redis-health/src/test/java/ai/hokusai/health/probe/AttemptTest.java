package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.diagnose.Diagnosis;
import ai.hokusai.health.redis.Stage;
import java.io.IOException;
import java.net.Socket;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisConnectionException;

final class AttemptTest {
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void letAttemptsEnd() {
    over.countDown();
  }

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
    var attempt = Attempt.start(connection, new Diagnosis(null, InstantSource.system()));
    connection.enters(stage);

    assertThat(attempt.overdueFault()).isEqualTo(expected);
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

  private ProbeConnection neverOpened() {
    Function<ConnectionWatch, RedisLink> opener = watch -> {
      awaitQuietly(over);
      throw new JedisConnectionException("not in this test");
    };
    return new ProbeConnection(opener, new ProbePlan(false, null), new Topology(() -> {}));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
