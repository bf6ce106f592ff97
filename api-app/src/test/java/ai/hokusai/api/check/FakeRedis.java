package ai.hokusai.api.check;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A probe with the result of a test, which records its options. */
final class FakeRedis implements OneShotProbe {
  private final ProbeReport found;
  private final @Nullable Cause ofPool;
  private boolean isUnusable;

  @Nullable
  RedisOptions options;

  boolean wasProbed;
  boolean wasClosed;

  FakeRedis(ProbeReport found, @Nullable Cause ofPool) {
    this.found = found;
    this.ofPool = ofPool;
  }

  static FakeRedis of(ProbeReport found) {
    return new FakeRedis(found, null);
  }

  /** One whose certificates the JVM cannot use. */
  static FakeRedis unusable() {
    var redis = of(ReportFixtures.well());
    redis.isUnusable = true;
    return redis;
  }

  OneShotProbe open(RedisSettings settings, RedisOptions expected) {
    if (isUnusable) {
      throw new FaultException(Fault.TLS_CLIENT_CERT_UNUSABLE);
    }
    options = expected;
    return this;
  }

  @Override
  public ProbeReport probeOnce(Duration deadline, Consumer<Stage> progress) {
    wasProbed = true;
    progress.accept(Stage.TLS);
    return found;
  }

  @Override
  public ProbeReport probePool(Duration deadline) {
    var took = Duration.ofNanos(20_730_000);
    return ofPool == null ? ProbeReport.success(took) : ProbeReport.failure(ofPool, null, took);
  }

  @Override
  public void close() {
    wasClosed = true;
  }
}
