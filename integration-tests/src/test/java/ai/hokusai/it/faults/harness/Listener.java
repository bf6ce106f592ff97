package ai.hokusai.it.faults.harness;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A listening port whose close returns once the port is free for somebody else. */
final class Listener implements Closeable {
  private static final int BACKLOG = 50;

  private final ServerSocket socket;
  private final Thread acceptor;

  /** What happens to each connection, on the one thread that accepts them. */
  @FunctionalInterface
  interface Reception {
    void receive(Socket client) throws IOException;
  }

  private Listener(ServerSocket socket, Reception reception) {
    this.socket = socket;
    this.acceptor = new Thread(() -> accept(reception), "listener");
  }

  static Listener open(InetSocketAddress address, Reception reception) throws IOException {
    var listener = new Listener(
        Port.take(() -> new ServerSocket(address.getPort(), BACKLOG, address.getAddress())),
        reception);
    listener.acceptor.setDaemon(true);
    listener.acceptor.start();
    return listener;
  }

  private void accept(Reception reception) {
    try {
      while (true) {
        reception.receive(socket.accept());
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try {
      // The kernel keeps the port while a thread still waits at it.
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
