package ai.hokusai.api.check;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.redis.RedisOptions;

/** How a check comes to the Redis of some settings. */
public interface RedisDoor {

  /**
   * Prepares a look, without a connection.
   *
   * @throws ai.hokusai.health.classify.FaultException where this JVM cannot use a certificate or key
   */
  RedisUnderCheck open(RedisSettings settings, RedisOptions options);
}
