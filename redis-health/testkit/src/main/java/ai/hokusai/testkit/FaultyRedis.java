package ai.hokusai.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A port in front of a Redis that passes traffic on and shows faults on command: it hangs, refuses, drops packets,
 * rejects commands or presents a wrong certificate. Each method returns once the fault is there, for open connections
 * and new ones, so a test has nothing to wait for. Any client of Redis can connect.
 *
 * <p>There is one fault of the link at a time: {@link #hang}, {@link #refuse}, {@link #closeConnections},
 * {@link #dropPackets} and {@link #answerHttp} replace one another. A delay, a rejection and a certificate are kept
 * beside it. {@link #recover} ends all of them except the certificate.
 *
 * <p>All methods may be called from any thread. Those that change the state throw {@link UncheckedIOException} if this
 * system does not allow it.
 */
public final class FaultyRedis implements AutoCloseable {
  private static final byte[] HTTP = """
      HTTP/1.1 400 Bad Request\r
      Content-Type: text/html\r
      Content-Length: 25\r
      Connection: close\r
      \r
      <h1>400 Bad Request</h1>
      """.getBytes(ISO_8859_1);
  private static final int HTTP_MILLIS = 1_000;

  private final ExecutorService executor = Executors.newCachedThreadPool(FaultyRedis::daemon);
  private final Conditions conditions = new Conditions();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ListeningPort port;
  // Held while a connection is accepted or the state changes, and never while the listening port
  // changes.
  private final Object admission = new Object();
  private Link link = Link.PASSING;
  private @Nullable ErrorReply greeting;
  private @Nullable SSLContext tls;
  private InetSocketAddress target;

  private enum Link {
    PASSING,
    HANGING,
    REFUSING,
    CLOSING,
    DROPPING,
    HTTP;

    boolean stalls() {
      return this == HANGING || this == DROPPING;
    }

    boolean keepsConnections() {
      return this == PASSING || stalls();
    }
  }

  private FaultyRedis(InetSocketAddress target) throws IOException {
    this.target = target;
    this.port = ListeningPort.open(this::receive);
  }

  /**
   * Opens a free port of {@code 127.0.0.1} that passes traffic on to a Redis.
   *
   * @param host the host of the Redis, which need not run yet
   * @param port its port
   * @return a port without a fault; a client connects to {@link #host} and {@link #port}
   * @throws IllegalArgumentException if the host has no address
   */
  public static FaultyRedis inFrontOf(String host, int port) {
    try {
      return new FaultyRedis(address(host, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The host for the client.
   *
   * @return {@code 127.0.0.1}
   */
  public String host() {
    return port.address().getHostString();
  }

  /**
   * The port for the client.
   *
   * @return a port that stays the same until {@link #close}
   */
  public int port() {
    return port.address().getPort();
  }

  /**
   * Stalls, as a server that is stopped by SIGSTOP: the kernel accepts connections, and no byte is passed on. What was
   * sent meanwhile arrives after {@link #recover}.
   */
  public void hang() {
    become(Link.HANGING);
  }

  /** Closes all connections and refuses new ones, as a server that does not run. */
  public void refuse() {
    become(Link.REFUSING);
  }

  /** Closes all connections, and each new one when it is accepted, as a proxy without a target. */
  public void closeConnections() {
    become(Link.CLOSING);
  }

  /**
   * Drops all packets, as a security group: open connections stall, and new ones get no answer from TCP. It fills the
   * backlog of the port, which takes 0.2 s and needs Linux.
   */
  public void dropPackets() {
    become(Link.DROPPING);
  }

  /** Closes all connections and answers each new one as an HTTP server, without TLS. */
  public void answerHttp() {
    become(Link.HTTP);
  }

  /** Resets the connections that are open; the state for new ones stays the same. */
  public void reset() {
    connections.forEach(Connection::reset);
  }

  /**
   * Delays what is passed on from now on.
   *
   * @param roundTrip the time that a command and its reply take longer, half of it in each direction
   */
  public void delay(Duration roundTrip) {
    conditions.roundTrip(roundTrip);
  }

  /**
   * Rejects commands as a server in such a state; the others are passed on. It replaces an earlier rejection. Commands
   * inside of a script are not rejected. If the TLS of the client does not end here ({@link #present}), its connections
   * are closed instead.
   *
   * @param reply the error reply, which also determines the commands
   */
  public void reject(ErrorReply reply) {
    synchronized (admission) {
      greeting = reply.isGreeting() ? reply : null;
      conditions.reject(reply::replyTo);
    }
  }

  /**
   * Rejects these commands with an error reply of your own, such as {@code NOPERM …}; the others are passed on. It
   * replaces an earlier rejection.
   *
   * @param error the reply without the leading {@code -}, one line
   * @param commands the names of the commands in any case, none for all commands
   * @throws IllegalArgumentException if the reply is blank or more than a line
   */
  public void reject(String error, String... commands) {
    if (error.isBlank() || error.chars().anyMatch(each -> each < ' ' || each > '~')) {
      throw new IllegalArgumentException("an error reply is one line of ASCII");
    }
    Set<String> names = Arrays.stream(commands)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
    synchronized (admission) {
      greeting = null;
      conditions.reject(
          command -> names.isEmpty() || names.contains(command.name()) ? error : null);
    }
  }

  /**
   * Requires TLS from now on and presents this certificate; closes all connections, so that each client receives it.
   * The Redis behind this port needs no TLS.
   *
   * @param certificate the certificate of the server
   */
  public void present(TestCertificate certificate) {
    SSLContext context = certificate.serverContext();
    synchronized (admission) {
      tls = context;
      connections.forEach(Connection::close);
    }
  }

  /**
   * Passes new connections on to another Redis, as an endpoint after a failover; open ones stay where they are.
   *
   * @param host the host of the other Redis
   * @param port its port
   * @throws IllegalArgumentException if the host has no address
   */
  public void turnTo(String host, int port) {
    InetSocketAddress other = address(host, port);
    synchronized (admission) {
      target = other;
    }
  }

  /** Ends the fault of the link, the delay and the rejection; the certificate stays. */
  public void recover() {
    synchronized (admission) {
      greeting = null;
      conditions.rejectNothing();
      conditions.roundTrip(Duration.ZERO);
    }
    become(Link.PASSING);
  }

  private synchronized void become(Link next) {
    if (executor.isShutdown()) {
      throw new IllegalStateException("this port is closed");
    }
    synchronized (admission) {
      link = next;
      if (next.stalls()) {
        conditions.stall();
      }
      if (!next.keepsConnections()) {
        connections.forEach(Connection::close);
      }
    }
    try {
      switch (next) {
        case PASSING, HANGING, CLOSING, HTTP -> port.accept();
        case REFUSING -> port.refuse();
        case DROPPING -> port.drop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (next.stalls()) {
      connections.forEach(Connection::settle);
    } else {
      conditions.flow();
    }
  }

  private void receive(Socket client) {
    synchronized (admission) {
      switch (link) {
        case PASSING, HANGING, DROPPING -> admit(client);
        case CLOSING, REFUSING -> Connection.closeQuietly(client);
        case HTTP -> executor.execute(() -> answer(client));
      }
    }
  }

  private void admit(Socket client) {
    if (greeting != null) {
      greet(client, greeting);
      return;
    }
    var connection = new Connection(client, conditions, executor, connections::remove);
    connections.add(connection);
    connection.start(target, tls);
  }

  /** Over TLS a server closes the connection before the handshake, without a reply. */
  private void greet(Socket client, ErrorReply reply) {
    try (client) {
      if (tls == null) {
        client.getOutputStream().write(("-" + reply.text() + "\r\n").getBytes(ISO_8859_1));
      }
    } catch (IOException e) {
      // The client has closed.
    }
  }

  private static void answer(Socket client) {
    try (client) {
      client.setSoTimeout(HTTP_MILLIS);
      var in = client.getInputStream();
      if (in.read() >= 0) {
        client.getOutputStream().write(HTTP);
        client.shutdownOutput();
        // A close with unread bytes would be a reset, which discards the answer.
        in.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      // The client has closed, or sent nothing.
    }
  }

  private static InetSocketAddress address(String host, int port) {
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("the host has no address: " + host);
    }
    return address;
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "faulty-redis");
    thread.setDaemon(true);
    return thread;
  }

  /** Closes the port and all connections. */
  @Override
  public synchronized void close() {
    synchronized (admission) {
      link = Link.CLOSING;
      connections.forEach(Connection::close);
    }
    Connection.closeQuietly(port);
    executor.shutdownNow();
  }
}
