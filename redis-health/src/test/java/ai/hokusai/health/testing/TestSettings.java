package ai.hokusai.health.testing;

import ai.hokusai.config.PoolSettings;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings for a Redis on this machine. */
public final class TestSettings {
  public static final Duration LONG = Duration.ofSeconds(10);
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

  /** As the user that a server without passwords has. */
  public static RedisSettings asDefaultUser(int port) {
    return asDefaultUser(plain(port));
  }

  /** As the user that a server without passwords has. */
  public static RedisSettings asDefaultUser(RedisSettings settings) {
    return settings
        .withCredentials(null, Secret.of(PASSWORD))
        .withCredentialOrigins(Origin.DEFAULT, settings.passwordOrigin());
  }

  /** With another time-out for the connection and for replies. */
  public static RedisSettings withTimeouts(RedisSettings settings, Duration timeout) {
    return settings.withConnectTimeout(timeout).withReadTimeout(timeout);
  }

  private static RedisSettings of(String host, int port, @Nullable TlsSettings tls) {
    RedisSettings settings = RedisSettings.of(host, port)
        .withDatabase(2)
        .withCredentials("app", Secret.of(PASSWORD))
        .withCredentialOrigins(
            Origin.variable("REDIS_USERNAME"), Origin.variable("REDIS_AUTH_TOKEN"))
        .withTls(tls)
        .withPool(PoolSettings.of(4).withMaxIdle(3).withMaxWait(Duration.ofMillis(250)));
    return withTimeouts(settings, Duration.ofSeconds(5));
  }
}
