package ai.hokusai.health.connect;

import java.net.Socket;
import redis.clients.jedis.DefaultJedisSocketFactory;

/** The dialer in the form that Jedis takes, one for each watch. */
// Extends the default because Connection.getHostAndPort() of Jedis 8 casts to it.
final class RedisSocketFactory extends DefaultJedisSocketFactory {
  private final Dialer dialer;
  private final ConnectionWatch watch;

  RedisSocketFactory(Dialer dialer, ConnectionWatch watch) {
    super(dialer.endpoint());
    this.dialer = dialer;
    this.watch = watch;
  }

  @Override
  public Socket createSocket() {
    return dialer.dial(watch);
  }
}
