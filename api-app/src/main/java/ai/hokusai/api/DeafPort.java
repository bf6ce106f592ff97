package ai.hokusai.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of this machine that hangs up on everybody who calls, until it is closed. */
final class DeafPort implements AutoCloseable {
  private static final int BACKLOG = 50;
  // As a number, so that nobody is asked for a name.
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocket socket;

  /**
   * Begins to hang up.
   *
   * @throws IOException where this machine has no free port
   */
  DeafPort() throws IOException {
    socket = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(LOOPBACK));
    var thread = new Thread(this::hangUp, "deaf-port");
    thread.setDaemon(true);
    thread.start();
  }

  InetAddress address() {
    return socket.getInetAddress();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void hangUp() {
    while (!socket.isClosed()) {
      try {
        socket.accept().close();
      } catch (IOException e) {
        // It is closed, or the caller was faster; the next one says which.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
