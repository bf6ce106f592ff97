package ai.hokusai.it.faults;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A port that leads to a server, like the endpoint of a load balancer: it can be turned to another server, which only
 * new connections notice, or be given up.
 */
final class Relay implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final InetSocketAddress address;
  private volatile InetSocketAddress target;
  private @Nullable Listener listener;

  private Relay(InetSocketAddress address, InetSocketAddress target) {
    this.address = address;
    this.target = target;
  }

  static Relay open(InetSocketAddress address, InetSocketAddress target) throws IOException {
    var relay = new Relay(address, target);
    relay.listen();
    return relay;
  }

  InetSocketAddress address() {
    return address;
  }

  /** Leads new connections elsewhere; those that are open stay where they are. */
  void turnTo(InetSocketAddress other) {
    target = other;
  }

  /** Listens, again after {@link #breakOff}. */
  void listen() throws IOException {
    listener = Listener.open(address, this::connect);
  }

  private void connect(Socket client) {
    open.add(client);
    try {
      var server = new Socket();
      open.add(server);
      server.connect(target);
      threads.execute(() -> pump(client, server));
      threads.execute(() -> pump(server, client));
    } catch (IOException e) {
      closeQuietly(client);
    }
  }

  /** Copies one way until either side ends, and then ends both. */
  private void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side broke off, and so does the other.
    }
    closeQuietly(from);
    closeQuietly(to);
  }

  /** Gives up the port and every connection. */
  void breakOff() throws IOException {
    if (listener != null) {
      listener.close();
      listener = null;
    }
    open.forEach(this::closeQuietly);
  }

  private void closeQuietly(Closeable each) {
    open.remove(each);
    try {
      each.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }

  @Override
  public void close() throws IOException {
    breakOff();
    threads.shutdown();
  }
}
