package ai.hokusai.health.connect;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.RedisCredentialsProvider;

/** The user name and password of the settings as Jedis needs them. Immutable. */
final class Credentials implements RedisCredentialsProvider, Logins {
  static final String DEFAULT_USER = "default";

  private final RedisCredentials current;

  Credentials(@Nullable String username, @Nullable Secret password) {
    this.current = of(username, password);
  }

  static RedisCredentials of(@Nullable String username, @Nullable Secret password) {
    return new DefaultRedisCredentials(
        username, password == null ? null : password.reveal(String::toCharArray));
  }

  @Override
  public RedisCredentials get() {
    return current;
  }

  @Override
  public RedisCredentials next(Budget budget, ConnectionWatch watch) {
    return current;
  }

  @Override
  public boolean isFetched() {
    return false;
  }

  @Override
  public Cause describe(Cause cause, RedisSettings settings) {
    return cause == Fault.AUTH_FAILED ? RefusedCredentials.of(settings) : cause;
  }
}
