package ai.hokusai.api.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Accepts connections on a free port of this machine and closes each immediately. */
final class ConnectionRejectingServer implements AutoCloseable {
  private static final int BACKLOG = 50;
  // As a number, so that no DNS lookup is necessary.
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocket socket;

  /**
   * Starts to accept.
   *
   * @throws IOException if this machine has no free port
   */
  ConnectionRejectingServer() throws IOException {
    socket = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(LOOPBACK));
    var thread = new Thread(this::rejectAll, "connection-rejecter");
    thread.setDaemon(true);
    thread.start();
  }

  InetAddress address() {
    return socket.getInetAddress();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void rejectAll() {
    while (!socket.isClosed()) {
      try {
        socket.accept().close();
      } catch (IOException e) {
        // The server socket is closed, or the client closed its connection first.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
