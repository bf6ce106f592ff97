package ai.hokusai.it.faults.harness;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A port that leads to a server, like the endpoint of a load balancer: it can be turned to another server, which only
 * new connections notice, or be given up; and what it passes on can take as long as over a long distance.
 */
public final class Relay implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final InetSocketAddress address;
  private volatile InetSocketAddress target;
  private volatile long delayNanos;
  private @Nullable Listener listener;

  private Relay(InetSocketAddress address, InetSocketAddress target) {
    this.address = address;
    this.target = target;
  }

  public static Relay open(InetSocketAddress address, InetSocketAddress target) throws IOException {
    var relay = new Relay(address, target);
    relay.listen();
    return relay;
  }

  public InetSocketAddress address() {
    return address;
  }

  /** Passes on what comes from now on after half a round trip. */
  public void roundTrip(Duration duration) {
    delayNanos = duration.toNanos() / 2;
  }

  /** Leads new connections elsewhere; those that are open stay where they are. */
  public void turnTo(InetSocketAddress other) {
    target = other;
  }

  /** Listens, again after {@link #breakOff}. */
  public void listen() throws IOException {
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
    var line = new LinkedBlockingQueue<Packet>();
    threads.execute(() -> deliver(line, from, to));
    try {
      var buffer = new byte[16_384];
      for (int read = 0; read >= 0; read = from.getInputStream().read(buffer)) {
        line.add(new Packet(Arrays.copyOf(buffer, read), System.nanoTime() + delayNanos));
      }
    } catch (IOException e) {
      // One side broke off, and so does the other.
    }
    line.add(new Packet(null, System.nanoTime() + delayNanos));
  }

  /** Bytes that are under way, or the end of them. */
  private static final class Packet {
    final byte @Nullable [] bytes;
    final long dueAt;

    Packet(byte @Nullable [] bytes, long dueAt) {
      this.bytes = bytes;
      this.dueAt = dueAt;
    }
  }

  private void deliver(LinkedBlockingQueue<Packet> line, Socket from, Socket to) {
    try {
      for (var packet = line.take(); packet.bytes != null; packet = line.take()) {
        await(packet.dueAt);
        to.getOutputStream().write(packet.bytes);
      }
    } catch (IOException | InterruptedException e) {
      // One side broke off, and so does the other.
    }
    closeQuietly(from);
    closeQuietly(to);
  }

  private static void await(long dueAt) {
    for (long left = dueAt - System.nanoTime(); left > 0; left = dueAt - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Gives up the port and every connection. */
  public void breakOff() throws IOException {
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
