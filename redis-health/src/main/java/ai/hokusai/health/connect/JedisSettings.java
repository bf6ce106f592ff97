package ai.hokusai.health.connect;

import ai.hokusai.config.PoolSettings;
import ai.hokusai.config.RedisSettings;
import java.time.Duration;
import java.util.Objects;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisCredentialsProvider;
import redis.clients.jedis.RedisProtocol;

/** Converts settings to those of Jedis, with finite time-outs only. */
final class JedisSettings {
  static final Duration BLOCKING_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration EVICTOR_SHUTDOWN = Duration.ofMillis(200);

  private JedisSettings() {}

  static JedisClientConfig client(
      RedisSettings settings, RedisCredentialsProvider credentials, String serviceName) {
    return DefaultJedisClientConfig.builder()
        // With the protocol left open, building the client opens a connection.
        .protocol(RedisProtocol.RESP2)
        .connectionTimeoutMillis(millis(settings.connectTimeout()))
        .socketTimeoutMillis(millis(settings.readTimeout()))
        .blockingSocketTimeoutMillis(millis(BLOCKING_TIMEOUT))
        .credentialsProvider(credentials)
        .database(settings.database())
        .clientName(name(settings, serviceName))
        // Servers before 7.2 answer it with two errors, which show in their error statistics.
        .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
        .build();
  }

  static String name(RedisSettings settings, String serviceName) {
    return Objects.requireNonNullElse(settings.clientName(), serviceName);
  }

  /** Settings for a connection whose socket has sent the greeting, so that Jedis sends none. */
  static JedisClientConfig greeted(RedisSettings settings) {
    return new JedisClientConfig() {
      @Override
      public int getSocketTimeoutMillis() {
        return millis(settings.readTimeout());
      }

      @Override
      public int getBlockingSocketTimeoutMillis() {
        return millis(BLOCKING_TIMEOUT);
      }

      @Override
      public boolean isAutoNegotiateProtocol() {
        return false;
      }

      @Override
      public ClientSetInfoConfig getClientSetInfoConfig() {
        return ClientSetInfoConfig.DISABLED;
      }
    };
  }

  static ConnectionPoolConfig pool(PoolSettings settings) {
    var config = new ConnectionPoolConfig();
    config.setMaxTotal(settings.max());
    config.setMaxIdle(settings.maxIdle());
    config.setMinIdle(settings.minIdle());
    config.setMaxWait(settings.maxWait());
    config.setJmxEnabled(false);
    // Closing the pool waits this long for an eviction that a hung server holds up; it was 10 s.
    config.setEvictorShutdownTimeout(EVICTOR_SHUTDOWN);
    return config;
  }

  /** A duration for sockets of the JDK, at least 1, since 0 means no time-out. */
  static int millis(Duration duration) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
  }
}
