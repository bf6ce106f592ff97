package ai.hokusai.health.testing;

import ai.hokusai.config.PoolSettings;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.source.Secret;
import java.time.Duration;

/** Settings for a Redis on this machine. */
public final class TestSettings {
  public static final String PASSWORD = "correct-horse-battery";

  private TestSettings() {}

  public static RedisSettings plain(int port) {
    return withHost("127.0.0.1", port);
  }

  public static RedisSettings withHost(String host, int port) {
    return new RedisSettings(
        host,
        port,
        2,
        "app",
        Secret.of(PASSWORD),
        null,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        new PoolSettings(4, 3, 1, Duration.ofMillis(250)),
        null);
  }
}
