package ai.hokusai.health.connect;

import ai.hokusai.config.PoolSettings;
import ai.hokusai.config.RedisSettings;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * Opens connections to one Redis, pooled or single, all of them the same way. Immutable; any thread
 * may use it.
 */
public final class RedisConnector {
  private final Dialer dialer;
  private final JedisClientConfig config;
  private final PoolSettings poolSettings;

  private RedisConnector(Dialer dialer, JedisClientConfig config, PoolSettings poolSettings) {
    this.dialer = dialer;
    this.config = config;
    this.poolSettings = poolSettings;
  }

  /**
   * A connector for these settings; no connection is opened yet.
   *
   * @param settings where Redis is and how to speak to it
   * @param serviceName the name of the connections where the settings have none
   * @return the connector
   * @throws IllegalArgumentException where the JVM cannot use the certificates or keys
   */
  public static RedisConnector of(RedisSettings settings, String serviceName) {
    return new RedisConnector(
        Dialer.of(settings), JedisSettings.client(settings, serviceName), settings.pool());
  }

  /**
   * A client with a new pool; no connection is opened yet.
   *
   * @return the client, to be closed by the caller
   */
  public RedisClient pool() {
    var connections =
        new ConnectionFactory(new RedisSocketFactory(dialer, ConnectionWatch.none()), config);
    return RedisClient.builder()
        .clientConfig(config)
        .connectionProvider(
            new PooledConnectionProvider(connections, JedisSettings.pool(poolSettings)))
        .build();
  }

  /**
   * How the connections speak TLS.
   *
   * @return the layer that all of them share, null where they do without
   */
  public @Nullable TlsLayer tls() {
    return dialer.tls();
  }

  /**
   * Opens one connection outside the pool and lets it greet the server: HELLO with the password,
   * CLIENT SETNAME, SELECT.
   *
   * @param watch who sees it come up
   * @return the connection; closing the socket that the watch saw closes it too
   * @throws redis.clients.jedis.exceptions.JedisException where it does not come up
   */
  public Connection open(ConnectionWatch watch) {
    try {
      return new Connection(new RedisSocketFactory(dialer, watch), config);
    } catch (ClassCastException | IllegalStateException e) {
      // So Jedis lets out a reply to HELLO that is well-formed and not a map.
      throw new JedisDataException("HELLO was answered with something else", e);
    }
  }
}
