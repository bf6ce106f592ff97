package ai.hokusai.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A connection of a client, and the one to the server that it is passed on to; both end together. */
final class Connection implements Closeable {
  private static final int CONNECT_MILLIS = 5_000;

  private final Socket client;
  private final Socket server = new Socket();
  private final Conditions conditions;
  private final ExecutorService executor;
  private final Consumer<Connection> onEnd;
  private final Pipe toServer;
  private final Pipe toClient;
  private final List<Future<?>> threads = new CopyOnWriteArrayList<>();

  Connection(
      Socket client, Conditions conditions, ExecutorService executor, Consumer<Connection> onEnd) {
    this.client = client;
    this.conditions = conditions;
    this.executor = executor;
    this.onEnd = onEnd;
    this.toServer = new Pipe(conditions);
    this.toClient = new Pipe(conditions);
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** Connects to the server and passes bytes on, with the TLS of the client ended here if there is a context. */
  void start(InetSocketAddress target, @Nullable SSLContext tls) {
    run(() -> {
      conditions.awaitFlow();
      Socket shown = tls == null ? client : handshake(tls);
      server.connect(target, CONNECT_MILLIS);
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      var resp = new Resp(conditions);
      run(() -> deliver(toServer, server.getOutputStream()));
      run(() -> deliver(toClient, shown.getOutputStream()));
      run(() -> read(toClient, () -> resp.replies(server.getInputStream(), toClient)));
      read(toServer, () -> resp.commands(shown.getInputStream(), toServer));
    });
  }

  private Socket handshake(SSLContext tls) throws IOException, InterruptedException {
    var socket = (SSLSocket) tls.getSocketFactory().createSocket(client, null, true);
    toClient.whileFlowing(socket::startHandshake);
    return socket;
  }

  private void run(Work work) {
    threads.add(executor.submit(() -> {
      try {
        work.run();
      } catch (IOException | InterruptedException | RuntimeException e) {
        close();
      }
    }));
  }

  private static void read(Pipe pipe, Work reading) throws InterruptedException {
    try {
      reading.run();
    } catch (IOException e) {
      // What was read before is delivered.
    }
    pipe.end();
  }

  private void deliver(Pipe pipe, OutputStream out) throws IOException, InterruptedException {
    pipe.deliver(out);
    close();
  }

  /** Waits until no byte is leaving in either direction. */
  void settle() {
    toServer.settle();
    toClient.settle();
  }

  /** Ends both connections; the client receives a reset. */
  void reset() {
    try {
      client.setSoLinger(true, 0);
    } catch (SocketException e) {
      // It is closed already.
    }
    close();
  }

  @Override
  public void close() {
    closeQuietly(client);
    closeQuietly(server);
    threads.forEach(thread -> thread.cancel(true));
    onEnd.accept(this);
  }

  static void closeQuietly(Closeable each) {
    try {
      each.close();
    } catch (IOException e) {
      // It is of no use in either case.
    }
  }
}
