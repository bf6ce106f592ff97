package ai.hokusai.health.connect;

import ai.hokusai.health.redis.Stage;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisSocketFactory;

/** The dialer in the form that Jedis takes, one for each connection. */
// Extends the default because Connection.getHostAndPort() of Jedis 8 casts to it.
final class RedisSocketFactory extends DefaultJedisSocketFactory {
  private final Dialer dialer;
  private final ConnectionWatch watch;
  private final Budget budget;
  private final boolean triesDoor;
  private @Nullable BoundedSocket raw;

  /** One that first tries whether the server asks for a password, or goes straight to the greeting. */
  RedisSocketFactory(Dialer dialer, ConnectionWatch watch, Budget budget, boolean triesDoor) {
    super(dialer.endpoint());
    this.dialer = dialer;
    this.watch = watch;
    this.budget = budget;
    this.triesDoor = triesDoor;
  }

  @Override
  public Socket createSocket() {
    Dialer.Dialed dialed = dialer.dial(watch, budget);
    Socket socket = dialed.ready();
    raw = dialed.raw();
    try {
      watch.enters(Stage.AUTH);
      if (triesDoor && DoorPing.isOpen(socket)) {
        watch.needsNoPassword();
      }
      return socket;
    } catch (RuntimeException e) {
      Dialer.closeQuietly(socket);
      throw e;
    }
  }

  /** The TCP socket below the one that was created last, null before the first. */
  @Nullable
  BoundedSocket raw() {
    return raw;
  }
}
