package ai.hokusai.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A port of the loopback address that accepts connections, refuses them or drops their packets, and that no other
 * program gets in between.
 */
final class ListeningPort implements Closeable {
  private static final int BACKLOG = 50;
  private static final int FILL_MILLIS = 200;
  private static final int MOST_FILLERS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int RETRY_MILLIS = 5;

  private final Consumer<Socket> reception;
  private InetSocketAddress address = loopback(0);
  private Closeable occupation = () -> {};
  private boolean isAccepting;

  private ListeningPort(Consumer<Socket> reception) {
    this.reception = reception;
  }

  /** Listens on a free port and passes each connection to the consumer, on one thread. */
  static ListeningPort open(Consumer<Socket> reception) throws IOException {
    var port = new ListeningPort(reception);
    port.accept();
    return port;
  }

  private static InetSocketAddress loopback(int port) {
    try {
      // Not InetAddress.getLoopbackAddress, which is ::1 in some JVMs.
      var address = InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
      return new InetSocketAddress(address, port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of four bytes is rejected", e);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  /** Accepts connections, from now on or still. */
  void accept() throws IOException {
    if (isAccepting) {
      return;
    }
    occupation.close();
    var socket = listen(BACKLOG);
    address = loopback(socket.getLocalPort());
    var acceptor = new Thread(() -> accept(socket), "faulty-redis-" + address.getPort());
    acceptor.setDaemon(true);
    acceptor.start();
    isAccepting = true;
    occupation = () -> {
      socket.close();
      // The kernel keeps the port while a thread waits at it.
      join(acceptor);
    };
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        reception.accept(socket.accept());
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  /** Refuses connections: a socket that is bound and does not listen keeps the port. */
  void refuse() throws IOException {
    vacate();
    occupation = bind(() -> {
      var reservation = new Socket();
      reservation.setReuseAddress(true);
      reservation.bind(address);
      return reservation;
    });
  }

  /** Drops the packets of new connections: the backlog is full, so the kernel ignores each SYN. */
  void drop() throws IOException {
    vacate();
    List<Closeable> open = new ArrayList<>();
    occupation = () -> {
      for (Closeable each : open) {
        each.close();
      }
    };
    open.add(listen(1));
    while (open.size() < MOST_FILLERS) {
      var filler = new Socket();
      open.add(filler);
      try {
        filler.connect(address, FILL_MILLIS);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new IOException("this system accepts connections beyond the backlog of a port");
  }

  private ServerSocket listen(int backlog) throws IOException {
    return bind(() -> {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(address, backlog);
      return socket;
    });
  }

  private void vacate() throws IOException {
    isAccepting = false;
    occupation.close();
  }

  @FunctionalInterface
  private interface Binding<T> {
    T bind() throws IOException;
  }

  /** Binds a port that is free a moment later: a process that is being forked holds it until its exec. */
  private static <T> T bind(Binding<T> binding) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return binding.bind();
      } catch (BindException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while binding a port", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    vacate();
    occupation = () -> {};
  }
}
