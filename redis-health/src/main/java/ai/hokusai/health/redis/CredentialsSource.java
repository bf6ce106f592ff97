package ai.hokusai.health.redis;

import ai.hokusai.config.setting.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A source of the user name and the password of new connections, such as Vault, Microsoft Entra or
 * AWS Secrets Manager, in place of those of the settings.
 */
@FunctionalInterface
public interface CredentialsSource {

  /**
   * Returns the credentials of one connection. It is called for each connection that the pool or
   * the probe opens, on a daemon thread of its own; connections that are opened meanwhile share the
   * call, so there is never more than one. It may block: a connection waits for it within the time
   * in which it is opened, and then fails with {@code CREDENTIALS_UNAVAILABLE}. A source that takes
   * long keeps its result and renews it on a thread of its own.
   *
   * @throws Exception where there are no credentials; the name of its class is reported, and its
   *     message, which may hold a secret, is dropped
   */
  Login current() throws Exception;

  /**
   * A user name and a password. Its text shows neither.
   *
   * @param username the user name, null for the default user
   */
  record Login(@Nullable String username, Secret password) {

    /** Requires a password. */
    public Login {
      Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
      return "a user name and a password";
    }
  }
}
