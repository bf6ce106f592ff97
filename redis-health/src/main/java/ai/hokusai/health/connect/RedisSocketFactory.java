package ai.hokusai.health.connect;

import ai.hokusai.health.redis.Stage;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.RedisCredentials;

/** Creates the socket of one connection for Jedis, and sends the greeting on it. */
// Extends the default because Connection.getHostAndPort() of Jedis 8 casts to it.
final class RedisSocketFactory extends DefaultJedisSocketFactory {
  private final Access access;
  private final Dialer dialer;
  private final ConnectionWatch watch;
  private final Budget budget;
  private final boolean isFrugal;
  private @Nullable BoundedSocket raw;
  private boolean isCluster;
  private boolean isReplica;

  /** A factory that, for a probe, also finds out whether the server needs a password. */
  RedisSocketFactory(Access access, ConnectionWatch watch, Budget budget, boolean isFrugal) {
    super(access.dialer().endpoint());
    this.access = access;
    this.dialer = access.dialer();
    this.watch = watch;
    this.budget = budget;
    this.isFrugal = isFrugal;
  }

  @Override
  public Socket createSocket() {
    Dialer.Dialed dialed = dialer.dial(watch, budget);
    Socket socket = dialed.ready();
    raw = dialed.raw();
    try {
      greet(socket, login());
      dialed.raw().finishSetup();
      return socket;
    } catch (RuntimeException e) {
      // Closing TLS writes an alert, which may wait for a server that reads nothing.
      Dialer.closeQuietly(dialed.raw());
      TlsLayer tls = dialer.tls();
      throw tls == null ? e : tls.named(e);
    }
  }

  private RedisCredentials login() {
    Logins logins = access.logins();
    if (logins.isFetched()) {
      watch.enters(Stage.IDENTITY);
    }
    RedisCredentials login = logins.next(budget, watch);
    watch.enters(Stage.AUTH);
    return login;
  }

  private void greet(Socket socket, RedisCredentials login) {
    Greeting greeting = access.greeting();
    Greeting.Welcome welcome = isFrugal && Logins.couldBeNeedless(login)
        ? greeting.greetAndTryWithoutPassword(socket, login)
        : greeting.greet(socket, login);
    isCluster = welcome.isCluster();
    isReplica = welcome.isReplica();
    if (welcome.isPasswordNeedless()) {
      watch.needsNoPassword();
    }
  }

  /** Returns true if the server reported that it is a node of a cluster. */
  boolean isCluster() {
    return isCluster;
  }

  /** Returns true if the server reported that it is a replica. */
  boolean isReplica() {
    return isReplica;
  }

  /** The TCP socket below the one that was created last, null before the first. */
  @Nullable
  BoundedSocket raw() {
    return raw;
  }
}
