package ai.hokusai.health.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A port on loopback where each client gets a thread of its own, until it is closed. */
public final class Listener implements AutoCloseable {
  private final ServerSocket server;
  private final Consumer<Socket> service;
  private final String name;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final Thread acceptor;

  /** Opens a port; nobody is served before {@link #start}. */
  public Listener(String name, Consumer<Socket> service) {
    this.name = name;
    this.service = service;
    this.acceptor = daemon(name + "-acceptor", this::accept);
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void start() {
    acceptor.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** Everybody who came, in that order. */
  List<Socket> clients() {
    return clients;
  }

  void dropClients() {
    clients.forEach(Listener::closeQuietly);
  }

  @Override
  public void close() {
    closeQuietly(server);
    awaitAcceptor();
    dropClients();
  }

  // On JDK 25 an accept that waits may take one more client after the socket was closed.
  private void awaitAcceptor() {
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket client = server.accept();
        clients.add(client);
        daemon(name, () -> service.accept(client)).start();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static Thread daemon(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // Of no interest to a test.
    }
  }
}
