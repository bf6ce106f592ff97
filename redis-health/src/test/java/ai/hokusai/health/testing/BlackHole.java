package ai.hokusai.health.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port on loopback that answers no attempt to connect, since its backlog is full. */
public final class BlackHole implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> backlog = new ArrayList<>();

  private BlackHole(ServerSocket server) {
    this.server = server;
  }

  public static BlackHole open() {
    try {
      var hole = new BlackHole(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      hole.fill();
      return hole;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill() throws IOException {
    // The kernel takes a few more than it was told.
    for (int i = 0; i < 16; i++) {
      var socket = new Socket();
      backlog.add(socket);
      try {
        socket.connect(new InetSocketAddress(server.getInetAddress(), port()), 200);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new IllegalStateException("the backlog has no end");
  }

  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      for (Socket each : backlog) {
        each.close();
      }
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
