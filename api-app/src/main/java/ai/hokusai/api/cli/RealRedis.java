package ai.hokusai.api.cli;

import ai.hokusai.api.check.RedisDoor;
import ai.hokusai.api.check.RedisUnderCheck;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.util.function.Consumer;

/** The Redis that a check is about, reached as the server would reach it. */
final class RealRedis implements RedisDoor {
  private static final String NAME = "hokusai-api-check";

  @Override
  public RedisUnderCheck open(RedisSettings settings, RedisOptions options) {
    return new Opened(RedisHealth.of(settings, NAME, options));
  }

  private record Opened(RedisHealth redis) implements RedisUnderCheck {
    @Override
    public ProbeReport probeOnce(Duration deadline, Consumer<Stage> progress)
        throws InterruptedException {
      return redis.probeOnce(deadline, progress);
    }

    @Override
    public ProbeReport probePool(Duration deadline) throws InterruptedException {
      return redis.probePool(deadline);
    }

    @Override
    public void close() {
      redis.close();
    }
  }
}
