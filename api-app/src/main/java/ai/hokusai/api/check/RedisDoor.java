package ai.hokusai.api.check;

import ai.hokusai.api.log.Refusal;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.redis.RedisOptions;

/** How a check comes to the Redis of some settings. */
public interface RedisDoor {

  /**
   * Prepares a look, without a connection.
   *
   * @throws IllegalArgumentException where this JVM cannot use the certificates or the key
   */
  RedisUnderCheck open(RedisSettings settings, RedisOptions options);

  /** What is to be said where it could not be prepared. */
  Refusal refusal(IllegalArgumentException failure, RedisSettings settings);
}
