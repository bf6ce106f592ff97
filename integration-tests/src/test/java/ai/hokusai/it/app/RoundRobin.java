package ai.hokusai.it.app;

import ai.hokusai.it.tls.TlsContexts;
import ai.hokusai.testkit.TestCertificate;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer in miniature: it leads each new connection to the next of its targets, and closes those that come
 * while it has none.
 */
public final class RoundRobin implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ServerSocket listener;
  private volatile List<Integer> targets;

  private RoundRobin(ServerSocket listener, List<Integer> targets) {
    this.listener = listener;
    this.targets = List.copyOf(targets);
  }

  /**
   * Begins to listen.
   *
   * @param identity what it shows to who connects, null for no TLS
   * @param targets the ports on this machine that it leads to
   */
  public static RoundRobin listen(@Nullable TestCertificate identity, List<Integer> targets) {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      ServerSocket listener = identity == null
          ? new ServerSocket(0, 50, here)
          : TlsContexts.trustingAnybody(identity)
              .getServerSocketFactory()
              .createServerSocket(0, 50, here);
      var balancer = new RoundRobin(listener, targets);
      balancer.threads.execute(balancer::accept);
      return balancer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Leads new connections to these. */
  public void turnTo(List<Integer> others) {
    targets = List.copyOf(others);
  }

  private void accept() {
    for (int turn = 0; !listener.isClosed(); turn++) {
      try {
        Socket client = listener.accept();
        List<Integer> now = targets;
        int target = now.isEmpty() ? 0 : now.get(turn % now.size());
        threads.execute(() -> connect(client, target));
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  private void connect(Socket client, int target) {
    var server = new Socket();
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      threads.execute(() -> pump(server, client));
      pump(client, server);
    } catch (IOException e) {
      closeQuietly(client);
    }
  }

  /** Copies one way until either side ends, and then ends both. */
  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side broke off, and so does the other.
    }
    closeQuietly(from);
    closeQuietly(to);
  }

  private static void closeQuietly(Closeable each) {
    try {
      each.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }

  @Override
  public void close() {
    closeQuietly(listener);
    threads.shutdownNow();
  }
}
