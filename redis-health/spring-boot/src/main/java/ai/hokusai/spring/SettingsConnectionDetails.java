package ai.hokusai.spring;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.setting.Secret;
import java.security.KeyStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/** The connection of Spring's Redis client, from the settings of the service. */
final class SettingsConnectionDetails implements DataRedisConnectionDetails {
  private final RedisSettings settings;
  private final @Nullable SslBundle tls;

  SettingsConnectionDetails(RedisSettings settings) {
    this.settings = settings;
    TlsSettings used = settings.tls();
    this.tls = used == null ? null : bundle(used);
  }

  private static SslBundle bundle(TlsSettings settings) {
    try {
      return SslBundle.of(SslStoreBundle.of(settings.keyStore(), "", settings.trustStore()));
    } catch (KeyStoreException e) {
      throw new IllegalStateException("this JVM cannot use the certificates or key of Redis", e);
    }
  }

  @Override
  public Standalone getStandalone() {
    return Standalone.of(settings.socketHost(), settings.port(), settings.database());
  }

  @Override
  public @Nullable String getUsername() {
    return settings.username();
  }

  @Override
  public @Nullable String getPassword() {
    Secret password = settings.password();
    return password == null ? null : password.reveal(text -> text);
  }

  @Override
  public @Nullable SslBundle getSslBundle() {
    return tls;
  }
}
