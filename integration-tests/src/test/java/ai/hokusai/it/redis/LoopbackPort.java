package ai.hokusai.it.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback address, below the ranges from which systems serve outgoing connections (32768 and up): a
 * port of those could be taken while its server is stopped, even by a client that connects to itself. No port is given
 * out twice, since the first to get it may not listen yet, or not just now.
 */
public final class LoopbackPort {

  private static final int FIRST = 20_000;
  private static final int END = 30_000;
  private static final int ATTEMPTS = 100;
  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

  private LoopbackPort() {}

  public static int free() {
    return ThreadLocalRandom.current()
        .ints(ATTEMPTS, FIRST, END)
        .filter(port -> isFree(port) && TAKEN.add(port))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no free port on the loopback address"));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
