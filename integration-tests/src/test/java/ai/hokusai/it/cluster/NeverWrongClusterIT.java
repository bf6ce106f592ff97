package ai.hokusai.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Status;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.Observation;
import ai.hokusai.it.faults.random.ExpectedStatus;
import ai.hokusai.it.faults.random.LongRun;
import ai.hokusai.it.redis.ClusterSpec;
import ai.hokusai.it.redis.TlsCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Primaries that hang or end at random, one after another, while health is read all the time: every status was right at
 * some moment within the time that the formula allows, none of them is unhealthy, and no increment is applied twice.
 * {@code -Dnever-wrong.duration=5m} for a long run, and {@code -Dnever-wrong.seed} for the same faults.
 */
final class NeverWrongClusterIT {
  private static final Logger LOG = LoggerFactory.getLogger(NeverWrongClusterIT.class);
  private static final Duration DURATION = LongRun.duration("never-wrong.duration", "20s");
  private static final long SEED = Long.getLong("never-wrong.seed", new Random().nextInt(100_000));
  private static final int SHARDS = 3;
  private static final String DOWN = "SHARD_DOWN";

  private final Random random = new Random(SEED);
  private boolean isFirst = true;

  @Test
  void everyStatusWasRightAtSomeMomentOfTheWindow() throws Exception {
    LOG.info("never wrong on a cluster for {} with -Dnever-wrong.seed={}", DURATION, SEED);
    // The primaries keep each write that they replied to, and do not decide anything before the end
    // of a fault.
    var spec = ClusterSpec.of(SHARDS, 0)
        .nodeTimeout(Duration.ofMinutes(10))
        .config("cluster-require-full-coverage no")
        .config("appendonly yes")
        .config("appendfsync no");
    try (var cluster = TlsCluster.launch(spec);
        var service = ClusterService.open(
            "random", LibraryUnderTest.settings(cluster.environment(0)), cluster)) {
      service.await(Status.HEALTHY);
      service.awaitWarm();
      // Failing requests alone are not judged.
      try (var readings = new HealthReadings(
          service, snapshot -> HealthReadings.withWarning(snapshot, DOWN), DURATION)) {
        while (!readings.isOver()) {
          happen(cluster, readings);
        }
        assertThat(readings.verify("-Dnever-wrong.seed=" + SEED))
            .contains(
                new Observation(Status.HEALTHY, null), new Observation(Status.UNHEALTHY, DOWN));
      }
      var calls = service.load().end();
      // The last fault can end with the run: a node is read only after the cluster serves its slots
      // again.
      cluster.awaitOk();
      assertAppliedOnce(cluster, calls);
    }
  }

  /** One fault of one primary, and the time after it; the first one lasts until it is noticed. */
  private void happen(TlsCluster cluster, HealthReadings readings) throws InterruptedException {
    int shard = random.nextInt(SHARDS);
    boolean isFrozen = random.nextBoolean();
    boolean isShort = random.nextInt(4) == 0 && !isFirst;
    isFirst = false;
    readings.becomes(ExpectedStatus.WELL, DOWN);
    if (isFrozen) {
      cluster.freeze(shard);
    } else {
      cluster.kill(shard);
    }
    readings.becomes(DOWN);
    readings.dwell(isShort ? random.nextLong(100, 2_000) : random.nextLong(7_500, 10_000));
    readings.becomes(ExpectedStatus.WELL, DOWN);
    if (isFrozen) {
      cluster.thaw(shard);
    } else {
      cluster.restart(shard);
    }
    readings.becomes(ExpectedStatus.WELL);
    readings.dwell(HealthReadings.REST.toMillis() + random.nextLong(500, 2_000));
  }

  private static void assertAppliedOnce(
      TlsCluster cluster, Map<String, List<ShardLoad.Call>> callsByKey) {
    callsByKey.forEach((key, calls) -> {
      long successes = calls.stream().filter(call -> !call.failed()).count();
      long value = Long.parseLong(cluster.value(key));
      LOG.info("{}: {} of {} calls succeeded, value {}", key, successes, calls.size(), value);
      assertThat(value).as(key).isBetween(successes, (long) calls.size());
    });
  }
}
