package ai.hokusai.health.testing;

import ai.hokusai.config.PoolSettings;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.source.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings for a Redis on this machine. */
public final class TestSettings {
  public static final String PASSWORD = "correct-horse-battery";

  private TestSettings() {}

  public static RedisSettings plain(int port) {
    return withHost("127.0.0.1", port);
  }

  public static RedisSettings withHost(String host, int port) {
    return of(host, port, null);
  }

  /** Over TLS, with the server name that stands for the host. */
  public static RedisSettings tls(int port, TlsSettings tls) {
    return of("127.0.0.1", port, tls);
  }

  private static RedisSettings of(String host, int port, @Nullable TlsSettings tls) {
    return new RedisSettings(
        host,
        port,
        2,
        "app",
        Secret.of(PASSWORD),
        tls,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        new PoolSettings(4, 3, 1, Duration.ofMillis(250)),
        null);
  }
}
