package ai.hokusai.it.faults.random;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.StallDetector;
import ai.hokusai.it.faults.random.ExpectedStatus.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Things that happen to Redis at random, one after another, and {@code /health} read all the time: every answer was true
 * at some moment within the time that the formula allows. Beside it a service reads and writes, for which the invariants
 * of its requests hold. {@code -Dnever-wrong.duration=5m} for a long run, and
 * {@code -Dnever-wrong.seed} for the same things in the same order.
 */
final class NeverWrongIT {
  private static final Logger LOG = LoggerFactory.getLogger(NeverWrongIT.class);
  private static final Duration DURATION = LongRun.duration("never-wrong.duration", "40s");
  private static final long SEED = Long.getLong("never-wrong.seed", new Random().nextInt(100_000));

  @Test
  void everyAnswerWasTrueAtSomeMomentOfTheWindow() throws Exception {
    LOG.info("never wrong for {} with -Dnever-wrong.seed={}", DURATION, SEED);
    var tally = new ObservationCounts();
    try (var stalls = new StallDetector()) {
      live(stalls, tally);
      LOG.info("{} ({} ms lost to a busy machine)", tally, stalls.lost().toMillis());
    }
    assertThat(tally.lies()).as("with -Dnever-wrong.seed=%s", SEED).isEmpty();
    assertThat(tally.count(Verdict.TRUE)).isEqualTo(tally.readings());
    assertThat(tally.down()).isBetween(1L, tally.readings() - 1);
  }

  private static void live(StallDetector stalls, ObservationCounts tally) throws Exception {
    var threads = Executors.newCachedThreadPool();
    List<ScenarioRun> runs = new ArrayList<>();
    try {
      for (var scenario : Scenario.all()) {
        var random = new Random(SEED + runs.size());
        runs.add(ScenarioRun.open(scenario, random, stalls, tally));
      }
      long end = System.nanoTime() + DURATION.toNanos();
      List<Callable<Void>> work = new ArrayList<>();
      for (var run : runs) {
        work.add(() -> switching(run, end));
        work.add(() -> reading(run, end));
      }
      for (Future<Void> each : threads.invokeAll(work)) {
        get(each);
      }
      for (var run : runs) {
        run.judgeRequests();
      }
    } finally {
      threads.shutdownNow();
      runs.forEach(ScenarioRun::close);
    }
  }

  private static Void switching(ScenarioRun run, long end)
      throws IOException, InterruptedException {
    run.switchUntil(end);
    return null;
  }

  private static Void reading(ScenarioRun run, long end) throws InterruptedException {
    run.readUntil(end);
    return null;
  }

  private static void get(Future<Void> work) throws Exception {
    try {
      work.get(Bounds.PATIENCE.toSeconds(), SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
