package ai.hokusai.it.bench;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.DependencyGuard;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a request pays for knowing: a report and a guarded call, beside a volatile read and the clock that
 * both have to look at.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SnapshotBenchmark {
  private final HealthMonitor monitor = HealthMonitor.builder()
      .add(Dependency.of("redis", Optional::empty))
      .add(Dependency.of("search", Optional::empty).optional())
      .start();
  private final DependencyGuard guard = monitor.guard("redis");
  private volatile HealthReport field = monitor.report();

  @Setup
  public void awaitHealthy() {
    while (monitor.report().status() != Status.HEALTHY) {
      Thread.onSpinWait();
    }
    field = monitor.report();
  }

  @TearDown
  public void stop() {
    monitor.close();
  }

  @Benchmark
  public HealthReport report() {
    return monitor.report();
  }

  @Benchmark
  public String guard() {
    return guard.call(() -> "done", refusal -> "refused");
  }

  /** With a Redis, so that it records how each call ended. */
  @State(Scope.Benchmark)
  public static class WithRedis {
    private final RedisServer server = RedisServer.launch(RedisSpec.plain());
    private final RedisHealth redis = RedisHealth.of(settings(server), "benchmark");
    private final HealthMonitor monitor =
        HealthMonitor.builder().add(Dependency.of("redis", redis)).start();
    private final DependencyGuard reads = monitor.guard("redis").reads();

    private static RedisSettings settings(RedisServer server) {
      var environment = Map.of("REDIS_URL", "redis://" + server.host() + ":" + server.port());
      return ((ConfigOutcome.Resolved) RedisConfig.resolve(environment)).settings();
    }

    @Setup
    public void awaitHealthy() {
      while (monitor.report().status() != Status.HEALTHY) {
        Thread.onSpinWait();
      }
    }

    @TearDown
    public void stop() {
      monitor.close();
      redis.close();
      server.close();
    }
  }

  @Benchmark
  public String recordingGuard(WithRedis service) {
    return service.reads.call(() -> "done", refusal -> "refused");
  }

  @Benchmark
  @Threads(4)
  public String recordingGuardByFour(WithRedis service) {
    return recordingGuard(service);
  }

  @Benchmark
  public HealthReport volatileRead() {
    return field;
  }

  @Benchmark
  public long clock() {
    return System.nanoTime();
  }

  @Benchmark
  @Threads(4)
  public HealthReport reportByFour() {
    return report();
  }

  @Benchmark
  @Threads(4)
  public String guardByFour() {
    return guard();
  }

  @Benchmark
  @Threads(4)
  public HealthReport volatileReadByFour() {
    return volatileRead();
  }

  @Benchmark
  @Threads(4)
  public long clockByFour() {
    return clock();
  }
}
