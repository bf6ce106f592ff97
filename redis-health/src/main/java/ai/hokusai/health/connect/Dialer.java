package ai.hokusai.health.connect;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.redis.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Opens sockets to one endpoint: name look-up, TCP and TLS within one budget. Any thread may use
 * it.
 */
final class Dialer {
  private final NameLookup names;
  private final HostAndPort endpoint;
  private final @Nullable TlsLayer tls;
  private final long connectTimeoutMillis;
  private final int readTimeoutMillis;

  Dialer(RedisSettings settings, NameLookup.Resolver resolver) {
    var tlsSettings = settings.tls();
    this.endpoint = new HostAndPort(settings.socketHost(), settings.port());
    this.names = new NameLookup(endpoint.getHost(), resolver);
    this.tls = tlsSettings == null ? null : TlsLayer.of(tlsSettings, settings.host());
    this.connectTimeoutMillis = JedisSettings.millis(settings.connectTimeout());
    this.readTimeoutMillis = JedisSettings.millis(settings.readTimeout());
  }

  private Dialer(Dialer other, NameLookup names, HostAndPort endpoint, @Nullable TlsLayer tls) {
    this.names = names;
    this.endpoint = endpoint;
    this.tls = tls;
    this.connectTimeoutMillis = other.connectTimeoutMillis;
    this.readTimeoutMillis = other.readTimeoutMillis;
  }

  /** A dialer for the same endpoint, with the certificates and keys of other settings. */
  Dialer with(RedisSettings newer) {
    var tlsSettings = newer.tls();
    TlsLayer layer = tlsSettings == null ? null : TlsLayer.of(tlsSettings, newer.host());
    return new Dialer(this, names, endpoint, layer);
  }

  /** A dialer for a node that the server at this endpoint announces, with the same TLS context. */
  Dialer at(String socketHost, int port) {
    return new Dialer(
        this,
        names.of(socketHost),
        new HostAndPort(socketHost, port),
        tls == null ? null : tls.at(socketHost));
  }

  static Dialer of(RedisSettings settings) {
    return new Dialer(settings, InetAddress::getAllByName);
  }

  HostAndPort endpoint() {
    return endpoint;
  }

  @Nullable
  TlsLayer tls() {
    return tls;
  }

  /**
   * A socket that is ready for the first command.
   *
   * @param raw the TCP socket, which ends every wait when it is closed
   * @param ready the one to use, the same without TLS
   */
  record Dialed(BoundedSocket raw, Socket ready) {}

  /** Opens one socket; on failure none stays open. */
  Dialed dial(ConnectionWatch watch, Budget budget) {
    X509Certificate held = tls == null ? null : tls.clientCertificate();
    if (held != null) {
      watch.holds(held);
    }
    try {
      watch.enters(Stage.DNS);
      InetAddress[] addresses = watch.choose(names.addresses(budget));
      watch.enters(Stage.TCP);
      BoundedSocket raw = connectToAny(addresses, watch, budget);
      return new Dialed(raw, tls == null ? raw : handshake(tls, raw, watch));
    } catch (IOException e) {
      throw new JedisConnectionException("no connection to " + endpoint, e);
    }
  }

  private Socket handshake(TlsLayer layer, Socket raw, ConnectionWatch watch) throws IOException {
    try {
      watch.enters(Stage.TLS);
      SSLSocket socket = layer.connect(raw, endpoint.getPort(), watch::sees);
      watch.agreesOn(socket.getSession().getProtocol());
      return socket;
    } catch (IOException | RuntimeException e) {
      closeQuietly(raw);
      throw e;
    }
  }

  private BoundedSocket connectToAny(
      InetAddress[] addresses, ConnectionWatch watch, Budget budget) {
    var failure = new JedisConnectionException("no connection to " + endpoint);
    long limit = budget.millisLeft() - connectTimeoutMillis;
    for (int i = 0; i < addresses.length; i++) {
      // An equal share for each address left, so that a dead one does not use up the time of all.
      long left = budget.millisLeft() - Math.max(0, limit);
      long share = left / (addresses.length - i);
      try {
        return connect(
            new InetSocketAddress(addresses[i], endpoint.getPort()), share, watch, budget);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  private BoundedSocket connect(
      InetSocketAddress address, long maxMillis, ConnectionWatch watch, Budget budget)
      throws IOException {
    var socket = new BoundedSocket(budget, Integer.MAX_VALUE);
    try {
      watch.opens(socket);
      KeepAlive.set(socket);
      socket.setTcpNoDelay(true);
      // Closing drops unsent data, as in Jedis.
      socket.setSoLinger(true, 0);
      socket.setSoTimeout(readTimeoutMillis);
      socket.connectTo(address, maxMillis);
      return socket;
    } catch (IOException e) {
      closeQuietly(socket);
      throw tls == null ? e : TlsLayer.beforeHandshake(e);
    } catch (RuntimeException e) {
      closeQuietly(socket);
      throw e;
    }
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The failure that led here is more specific.
    }
  }
}
