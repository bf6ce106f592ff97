package ai.hokusai.health.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.hokusai.health.classify.Fault;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PlaintextPingTest {

  @ParameterizedTest
  @MethodSource
  void readsTheFirstLineOnly(String line, @Nullable Fault expected) {
    assertThat(PlaintextPing.meaning(line)).isEqualTo(expected);
  }

  static Stream<Arguments> readsTheFirstLineOnly() {
    return Stream.of(
        arguments("+PONG\r", Fault.SERVER_IS_PLAINTEXT),
        arguments("-NOAUTH Authentication required.\r", Fault.SERVER_IS_PLAINTEXT),
        arguments("-DENIED Redis is running in protected mode\r", Fault.SERVER_IS_PLAINTEXT),
        arguments("-LOADING Redis is loading\r", Fault.SERVER_IS_PLAINTEXT),
        arguments("-ERR max number of clients reached\r", Fault.MAX_CLIENTS),
        arguments("HTTP/1.1 400 Bad Request\r", Fault.NOT_REDIS),
        arguments("SSH-2.0-OpenSSH_9.6\r", Fault.NOT_REDIS),
        // An alert and a handshake of TLS, a greeting that is no reply to PING, and half of one.
        arguments("\u0015\u0003\u0001\u0000\u0002\u0002F", null),
        arguments("\u0016\u0003\u0001", null),
        arguments("+OK POP3 server ready\r", null),
        arguments("+PONG", null),
        arguments("-", null),
        arguments("", null));
  }
}
