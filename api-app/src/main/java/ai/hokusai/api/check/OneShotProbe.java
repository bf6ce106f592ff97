package ai.hokusai.api.check;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.util.function.Consumer;

/** Probes one Redis a single time. */
interface OneShotProbe extends AutoCloseable {
  /**
   * Prepares a probe that connects as the server would. Opens no connection.
   *
   * @throws ai.hokusai.health.classify.FaultException if this JVM cannot use a certificate or key
   */
  static OneShotProbe of(RedisSettings settings, RedisOptions options) {
    var redis = RedisHealth.of(settings, "hokusai-api-check", options);
    return new OneShotProbe() {
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
    };
  }

  /** Runs every stage of a probe; the consumer receives each stage as it starts. */
  ProbeReport probeOnce(Duration deadline, Consumer<Stage> progress) throws InterruptedException;

  /** Sends one PING over the pool. */
  ProbeReport probePool(Duration deadline) throws InterruptedException;

  @Override
  void close();
}
