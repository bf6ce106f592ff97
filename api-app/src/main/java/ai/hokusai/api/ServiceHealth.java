package ai.hokusai.api;

import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the service is: as Redis is, where it uses one, and draining once it is about to stop. Any thread
 * may ask.
 */
final class ServiceHealth implements AutoCloseable {
  private final @Nullable RedisHealth redis;
  private volatile HealthSnapshot withoutRedis = withoutRedis(Status.HEALTHY);

  ServiceHealth(@Nullable RedisHealth redis) {
    this.redis = redis;
  }

  /** A service that runs without Redis has no dependency that could fail. */
  private static HealthSnapshot withoutRedis(Status status) {
    return new HealthSnapshot(status, null, Instant.now(), null, null, null, Tally.NONE);
  }

  HealthSnapshot snapshot() {
    return redis == null ? withoutRedis : redis.snapshot();
  }

  void drain() {
    if (redis == null) {
      withoutRedis = withoutRedis(Status.DRAINING);
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
