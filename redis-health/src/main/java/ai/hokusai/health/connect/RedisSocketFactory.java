package ai.hokusai.health.connect;

import ai.hokusai.health.redis.Stage;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisSocketFactory;

/** Creates the socket of one connection for Jedis, and sends the greeting on it. */
// Extends the default because Connection.getHostAndPort() of Jedis 8 casts to it.
final class RedisSocketFactory extends DefaultJedisSocketFactory {
  private final Dialer dialer;
  private final ConnectionWatch watch;
  private final Budget budget;
  private final Greeting greeting;
  private final boolean triesWithoutPassword;
  private @Nullable BoundedSocket raw;
  private boolean isCluster;

  /**
   * A factory that sends the greeting and, if wanted, finds out whether the server needs a
   * password.
   */
  RedisSocketFactory(
      Dialer dialer,
      ConnectionWatch watch,
      Budget budget,
      Greeting greeting,
      boolean triesWithoutPassword) {
    super(dialer.endpoint());
    this.dialer = dialer;
    this.watch = watch;
    this.budget = budget;
    this.greeting = greeting;
    this.triesWithoutPassword = triesWithoutPassword;
  }

  @Override
  public Socket createSocket() {
    Dialer.Dialed dialed = dialer.dial(watch, budget);
    Socket socket = dialed.ready();
    raw = dialed.raw();
    try {
      watch.enters(Stage.AUTH);
      greet(socket);
      dialed.raw().finishSetup();
      return socket;
    } catch (RuntimeException e) {
      // Closing TLS writes an alert, which may wait for a server that reads nothing.
      Dialer.closeQuietly(dialed.raw());
      TlsLayer tls = dialer.tls();
      throw tls == null ? e : tls.named(e);
    }
  }

  private void greet(Socket socket) {
    Greeting.Welcome welcome =
        triesWithoutPassword ? greeting.greetAndTryWithoutPassword(socket) : greeting.greet(socket);
    isCluster = welcome.isCluster();
    if (welcome.isPasswordNeedless()) {
      watch.needsNoPassword();
    }
  }

  /** Returns true if the server reported that it is a node of a cluster. */
  boolean isCluster() {
    return isCluster;
  }

  /** The TCP socket below the one that was created last, null before the first. */
  @Nullable
  BoundedSocket raw() {
    return raw;
  }
}
