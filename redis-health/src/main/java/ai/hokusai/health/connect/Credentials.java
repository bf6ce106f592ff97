package ai.hokusai.health.connect;

import ai.hokusai.config.setting.Secret;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.RedisCredentialsProvider;

/** User name and password of connections as Jedis needs them. Immutable. */
final class Credentials implements RedisCredentialsProvider {
  static final String DEFAULT_USER = "default";

  private final RedisCredentials current;

  Credentials(@Nullable String username, @Nullable Secret password) {
    this.current = of(username, password);
  }

  @Override
  public RedisCredentials get() {
    return current;
  }

  /** Returns true if a server without a password would accept these too. */
  boolean couldBeNeedless() {
    RedisCredentials seen = current;
    String user = seen.getUser();
    return seen.getPassword() != null && (user == null || user.equals(DEFAULT_USER));
  }

  private static RedisCredentials of(@Nullable String username, @Nullable Secret password) {
    return new DefaultRedisCredentials(
        username, password == null ? null : password.reveal(String::toCharArray));
  }
}
