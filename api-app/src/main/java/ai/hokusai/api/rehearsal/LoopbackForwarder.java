package ai.hokusai.api.rehearsal;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards connections from an address of this machine, at the port that a definition names, to another
 * address. It does not look into them, so TLS stays between the two ends.
 */
final class LoopbackForwarder implements AutoCloseable {
  private static final int MOST_ADDRESSES = 16;
  private static final int CONNECT_MILLIS = 5_000;

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private LoopbackForwarder(ServerSocket listener, InetSocketAddress target) {
    this.listener = listener;
    this.target = target;
  }

  /**
   * Listens on that port of a loopback address that is free.
   *
   * @throws IOException if none is
   */
  static LoopbackForwarder listen(int port, InetSocketAddress target) throws IOException {
    IOException last = new IOException("no address");
    for (int i = 0; i < MOST_ADDRESSES; i++) {
      try {
        var forwarder = new LoopbackForwarder(new ServerSocket(port, 50, address(i)), target);
        start("forwarder", forwarder::accept);
        return forwarder;
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /** Linux has all of 127.0.0.0/8, other systems the first only. */
  private static InetAddress address(int index) throws UnknownHostException {
    byte last = (byte) (index + 1);
    return InetAddress.getByAddress(new byte[] {127, 0, (byte) (index == 0 ? 0 : 83), last});
  }

  InetAddress address() {
    return listener.getInetAddress();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        start("forwarder-connection", () -> connect(client));
      } catch (IOException e) {
        // It was closed, or a client has gone.
      }
    }
  }

  private void connect(Socket client) {
    var server = new Socket();
    sockets.add(client);
    sockets.add(server);
    try {
      server.connect(target, CONNECT_MILLIS);
      start("forwarder-connection", () -> copy(server, client));
      copy(client, server);
    } catch (IOException e) {
      close(client);
    }
  }

  /** Copies one way until either end closes, and closes both. */
  private void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One end has closed.
    }
    close(from);
    close(to);
  }

  private void close(Closeable socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // It is not used any more.
    }
  }

  private static void start(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    close(listener);
    sockets.forEach(this::close);
  }
}
