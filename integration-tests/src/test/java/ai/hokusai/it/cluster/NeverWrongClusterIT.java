package ai.hokusai.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.Observation;
import ai.hokusai.it.faults.harness.StallDetector;
import ai.hokusai.it.faults.random.ExpectedStatus;
import ai.hokusai.it.faults.random.ExpectedStatus.Verdict;
import ai.hokusai.it.faults.random.LongRun;
import ai.hokusai.it.redis.ClusterSpec;
import ai.hokusai.it.redis.TlsCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
  private static final Duration WINDOW = Bounds.DETECTION.plus(Bounds.TOLERANCE);
  private static final Duration REST = Bounds.RECOVERY.plus(Bounds.TOLERANCE);
  private static final long READING_PAUSE_MILLIS = 20;
  private static final int SHARDS = 3;
  private static final String DOWN = "SHARD_DOWN";

  private final Random random = new Random(SEED);
  private final ExpectedStatus truth = new ExpectedStatus(WINDOW, REST);
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> seen = new TreeSet<>();

  @Test
  void everyStatusWasRightAtSomeMomentOfTheWindow() throws Exception {
    LOG.info("never wrong on a cluster for {} with -Dnever-wrong.seed={}", DURATION, SEED);
    // The primaries keep their data, and do not decide anything before the end of a fault.
    var spec = ClusterSpec.of(SHARDS, 0)
        .nodeTimeout(Duration.ofMinutes(10))
        .config("cluster-require-full-coverage no")
        .config("appendonly yes");
    var reader = Executors.newSingleThreadExecutor();
    try (var stalls = new StallDetector();
        var cluster = TlsCluster.launch(spec);
        var service = ClusterService.open(
            "random", LibraryUnderTest.settings(cluster.environment(0)), cluster)) {
      service.await(Status.HEALTHY);
      service.awaitWarm();
      truth.becomes(System.nanoTime(), Set.of(ExpectedStatus.WELL));
      long end = System.nanoTime() + DURATION.toNanos();
      var reading = reader.submit(() -> readUntil(end, service, stalls));
      while (System.nanoTime() < end) {
        happen(cluster, end);
      }
      int readings = reading.get(1, TimeUnit.MINUTES);
      LOG.info(
          "{} readings: {}; {} ms lost to a busy machine",
          readings,
          seen,
          stalls.lost().toMillis());
      assertThat(complaints).as("with -Dnever-wrong.seed=%s", SEED).isEmpty();
      assertThat(seen).contains("HEALTHY", "UNHEALTHY " + DOWN);
      var calls = service.load().end();
      // The last fault can end with the run: a node is read only after the cluster serves its slots
      // again.
      cluster.awaitOk();
      assertAppliedOnce(cluster, calls);
    } finally {
      reader.shutdownNow();
    }
  }

  /** One fault of one primary, and the time after it. */
  private void happen(TlsCluster cluster, long end) throws InterruptedException {
    int shard = random.nextInt(SHARDS);
    boolean isFrozen = random.nextBoolean();
    truth.becomes(System.nanoTime(), Set.of(ExpectedStatus.WELL, DOWN));
    if (isFrozen) {
      cluster.freeze(shard);
    } else {
      cluster.kill(shard);
    }
    truth.becomes(System.nanoTime(), Set.of(DOWN));
    dwell(
        random.nextInt(4) == 0 ? random.nextLong(100, 2_000) : random.nextLong(7_500, 10_000), end);
    truth.becomes(System.nanoTime(), Set.of(ExpectedStatus.WELL, DOWN));
    if (isFrozen) {
      cluster.thaw(shard);
    } else {
      cluster.restart(shard);
    }
    truth.becomes(System.nanoTime(), Set.of(ExpectedStatus.WELL));
    dwell(REST.toMillis() + random.nextLong(500, 2_000), end);
  }

  private static void dwell(long millis, long end) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    TimeUnit.MILLISECONDS.sleep(Math.max(0, Math.min(millis, left)));
  }

  private int readUntil(long end, ClusterService service, StallDetector stalls)
      throws InterruptedException {
    int readings = 0;
    while (System.nanoTime() < end) {
      long asked = System.nanoTime();
      var snapshot = service.snapshot();
      long answered = System.nanoTime();
      readings++;
      var observed = observed(snapshot);
      seen.add(observed.toString());
      var verdict =
          truth.judge(observed, asked, answered, stalls.excuseSince(asked - WINDOW.toNanos()));
      if (verdict != Verdict.TRUE && complaints.size() < 20) {
        complaints.add("%s: %s; it was: %s".formatted(verdict, snapshot, truth.lately(answered)));
      }
      TimeUnit.MILLISECONDS.sleep(READING_PAUSE_MILLIS);
    }
    return readings;
  }

  /** The shard that is down, where health reports one; failing requests alone are not judged. */
  private static Observation observed(HealthSnapshot snapshot) {
    boolean isDown = snapshot.warnings().stream().map(Cause::code).anyMatch(DOWN::equals);
    if (snapshot.status() == Status.DEGRADED && isDown) {
      return new Observation(Status.UNHEALTHY, DOWN);
    }
    var cause = snapshot.cause();
    return new Observation(snapshot.status(), cause == null ? null : cause.code());
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
