package ai.hokusai.health.connect;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import ai.hokusai.config.RedisSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Brings up sockets to one endpoint: name, TCP, TLS. Any thread may use it. All of it but the name
 * look-up is bounded, since the JDK knows no bound for that.
 */
final class Dialer {
  private final NameLookup names = new NameLookup(InetAddress::getAllByName);
  private final HostAndPort endpoint;
  private final @Nullable TlsLayer tls;
  private final Duration connectTimeout;
  private final int readTimeoutMillis;

  private Dialer(RedisSettings settings, @Nullable TlsLayer tls) {
    this.endpoint = new HostAndPort(socketHost(settings.host()), settings.port());
    this.tls = tls;
    this.connectTimeout = settings.connectTimeout();
    this.readTimeoutMillis = Timeouts.millis(settings.readTimeout());
  }

  static Dialer of(RedisSettings settings) {
    var tls = settings.tls();
    return new Dialer(settings, tls == null ? null : TlsLayer.of(tls, settings.host()));
  }

  HostAndPort endpoint() {
    return endpoint;
  }

  @Nullable
  TlsLayer tls() {
    return tls;
  }

  /** Brings up one socket that is ready for the first command; on failure none stays open. */
  Socket dial(ConnectionWatch watch) {
    try {
      watch.enters(Stage.RESOLVING);
      InetAddress[] addresses = names.addresses(endpoint.getHost());
      watch.enters(Stage.CONNECTING);
      Socket raw = connectToAny(addresses, watch);
      return tls == null ? ready(raw, watch) : ready(handshake(tls, raw, watch), watch);
    } catch (IOException e) {
      throw new JedisConnectionException("no connection to " + endpoint, e);
    }
  }

  private static Socket ready(Socket socket, ConnectionWatch watch) {
    watch.enters(Stage.TALKING);
    return socket;
  }

  private Socket handshake(TlsLayer layer, Socket raw, ConnectionWatch watch) throws IOException {
    try {
      watch.enters(Stage.HANDSHAKING);
      return layer.over(raw, endpoint.getPort());
    } catch (IOException | RuntimeException e) {
      closeQuietly(raw);
      throw e;
    }
  }

  private Socket connectToAny(InetAddress[] addresses, ConnectionWatch watch) {
    long end = System.nanoTime() + connectTimeout.toNanos();
    var failure = new JedisConnectionException("no connection to " + endpoint);
    for (int i = 0; i < addresses.length; i++) {
      // A fair share for each address left, so that a dead one does not use up the time of all.
      long share = (end - System.nanoTime()) / (addresses.length - i);
      try {
        return connect(new InetSocketAddress(addresses[i], endpoint.getPort()), share, watch);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private Socket connect(InetSocketAddress address, long nanos, ConnectionWatch watch)
      throws IOException {
    var socket = new Socket();
    try {
      watch.opens(socket);
      socket.setKeepAlive(true);
      socket.setTcpNoDelay(true);
      // Close drops what was not sent, as Jedis does it: closing TLS never waits for a hung server.
      socket.setSoLinger(true, 0);
      socket.setSoTimeout(readTimeoutMillis);
      socket.connect(address, Math.toIntExact(Math.max(1, NANOSECONDS.toMillis(nanos))));
      return socket;
    } catch (IOException | RuntimeException e) {
      closeQuietly(socket);
      throw e;
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The failure that led here says more.
    }
  }

  private static String socketHost(String host) {
    return host.replace("%25", "%");
  }
}
