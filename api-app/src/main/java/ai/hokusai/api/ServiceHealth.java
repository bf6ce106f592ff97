package ai.hokusai.api;

import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the service is: as Redis is, where it uses one, and draining once it is about to stop. Any thread
 * may ask.
 */
final class ServiceHealth implements AutoCloseable {
  private final @Nullable RedisHealth redis;
  private volatile HealthSnapshot withoutRedis = withoutRedis(Status.HEALTHY, null);

  ServiceHealth(@Nullable RedisHealth redis) {
    this.redis = redis;
  }

  /** A service that runs without Redis has no dependency that could fail. */
  private static HealthSnapshot withoutRedis(Status status, @Nullable Fault fault) {
    return new HealthSnapshot(status, fault, Instant.now(), null, null, null, Tally.NONE);
  }

  /** A service whose settings of Redis are of no use, for as long as it runs. */
  static ServiceHealth rejected() {
    var health = new ServiceHealth(null);
    health.withoutRedis = withoutRedis(Status.UNHEALTHY, Fault.CONFIG_INVALID);
    return health;
  }

  HealthSnapshot snapshot() {
    return redis == null ? withoutRedis : redis.snapshot();
  }

  void drain() {
    if (redis == null) {
      withoutRedis = withoutRedis(Status.DRAINING, withoutRedis.fault());
    } else {
      redis.drain();
    }
  }

  @Override
  public void close() {
    if (redis != null) {
      redis.close();
    }
  }
}
