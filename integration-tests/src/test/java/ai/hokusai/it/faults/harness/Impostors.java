package ai.hokusai.it.faults.harness;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** What has been found on the port of a Redis that was gone. */
public final class Impostors {
  private static final int FILL_MILLIS = 200;
  private static final int MOST_FILLERS = 16;

  private Impostors() {}

  /** Takes connections and never says a word. */
  public static Closeable silence(InetSocketAddress address) throws IOException {
    return listener(address, 1_000);
  }

  /** Takes connections and closes them at once, like a proxy that has nobody behind it. */
  public static Closeable hangUp(InetSocketAddress address) throws IOException {
    return Listener.open(address, Socket::close);
  }

  /** Speaks HTTP. */
  public static Closeable webServer(InetSocketAddress address) throws IOException {
    var server = Port.take(() -> HttpServer.create(address, 50));
    // Else it reads one request at a time, and a handshake that it waits for holds up everybody.
    var threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.start();
    return () -> {
      server.stop(0);
      threads.shutdownNow();
    };
  }

  /** Answers no attempt to connect, like a security group: the backlog is full, so the kernel drops every SYN. */
  public static Closeable blackHole(InetSocketAddress address) throws IOException {
    List<Closeable> open = new ArrayList<>();
    open.add(listener(address, 1));
    while (open.size() < MOST_FILLERS) {
      var filler = new Socket();
      open.add(filler);
      try {
        filler.connect(address, FILL_MILLIS);
      } catch (SocketTimeoutException e) {
        return () -> closeAll(open);
      }
    }
    closeAll(open);
    throw new IOException("the backlog takes everybody");
  }

  private static void closeAll(List<Closeable> open) throws IOException {
    for (var each : open) {
      each.close();
    }
  }

  private static ServerSocket listener(InetSocketAddress address, int backlog) throws IOException {
    return Port.take(() -> new ServerSocket(address.getPort(), backlog, address.getAddress()));
  }
}
