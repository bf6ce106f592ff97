package ai.hokusai.health.connect;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;

/**
 * TCP keepalive with a first probe after 30 s instead of the two hours of most kernels, so that a
 * NAT gateway keeps an idle connection (AWS drops one after 350 s) and a dead peer is found.
 */
final class KeepAlive {
  // Seconds, seconds, probes. By name, since the module jdk.net that declares them is optional.
  private static final Map<String, Integer> TIMES =
      Map.of("TCP_KEEPIDLE", 30, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3);

  private KeepAlive() {}

  /** Enables keepalive; a system without these options keeps its own times. */
  static void set(Socket socket) throws IOException {
    socket.setKeepAlive(true);
    for (SocketOption<?> option : socket.supportedOptions()) {
      Integer value = TIMES.get(option.name());
      if (value != null) {
        set(socket, option, value);
      }
    }
  }

  @SuppressWarnings("unchecked") // Each of the three is an option of type Integer.
  private static void set(Socket socket, SocketOption<?> option, Integer value) throws IOException {
    var ignored = socket.setOption((SocketOption<Integer>) option, value);
  }
}
