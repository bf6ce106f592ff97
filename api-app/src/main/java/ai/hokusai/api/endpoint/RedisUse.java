package ai.hokusai.api.endpoint;

import ai.hokusai.health.RedisCheck;
import ai.hokusai.health.redis.PoolUsage;
import ai.hokusai.health.traffic.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * The use that the service makes of one Redis.
 *
 * @param pool the connections at one moment, null without a pool
 * @param traffic the recorder of the operations
 */
public record RedisUse(@Nullable PoolUsage pool, Traffic traffic) {

  /** The present use of the Redis of a check. */
  public static RedisUse of(RedisCheck check) {
    return new RedisUse(check.poolUsage().orElse(null), check.traffic());
  }
}
