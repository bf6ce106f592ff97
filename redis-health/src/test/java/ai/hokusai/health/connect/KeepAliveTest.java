package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.testing.Mischief;
import java.io.IOException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class KeepAliveTest {

  @Test
  void beginsAfterHalfAMinute() throws IOException {
    try (var server = Mischief.start(Mischief.silence());
        var socket = new BoundedSocket(Budget.of(Duration.ofSeconds(10)), Integer.MAX_VALUE)) {
      KeepAlive.set(socket);
      socket.connectTo(server.address());

      assertThat(socket.getKeepAlive()).isTrue();
      assertThat(times(socket))
          .isEqualTo(Map.of("TCP_KEEPIDLE", 30, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3));
    }
  }

  private static Map<String, Object> times(BoundedSocket socket) throws IOException {
    var times = new TreeMap<String, Object>();
    for (SocketOption<?> option : socket.supportedOptions()) {
      if (option.name().startsWith("TCP_KEEP")) {
        times.put(option.name(), socket.getOption(option));
      }
    }
    return times;
  }
}
