package ai.hokusai.it.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.it.faults.harness.StallDetector;
import ai.hokusai.it.faults.random.ExpectedStatus.Verdict;
import ai.hokusai.it.faults.random.LongRun;
import ai.hokusai.it.faults.random.ObservationCounts;
import ai.hokusai.it.faults.random.Scenario;
import ai.hokusai.it.faults.random.ScenarioRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A jar under load whose Redis goes and comes, for as long as {@code -Dsoak.duration=20m} says: threads, handles, heap
 * and connections are no more at the end than at the beginning.
 */
@EnabledIfSystemProperty(named = "soak.duration", matches = ".+")
final class SoakIT {
  private static final Logger LOG = LoggerFactory.getLogger(SoakIT.class);
  private static final Duration ROUND = Duration.ofSeconds(30);
  private static final Duration REST = Duration.ofSeconds(3);
  private static final int FEWEST_ROUNDS = 6;

  @Test
  void usesNoMoreAtTheEndThanAtTheBeginning() throws Exception {
    assumeTrue(Usage.isKnown(), "neither /proc nor jcmd");
    var tally = new ObservationCounts();
    var report = new SoakReport();
    long end = System.nanoTime() + LongRun.duration("soak.duration", "").toNanos();
    try (var stalls = new StallDetector();
        var run = ScenarioRun.open(Scenario.all().get(0), new Random(), stalls, tally);
        var load = Load.begin(run.jar().app())) {
      live(run, load, end);
      while (System.nanoTime() < end || report.usages().size() < FEWEST_ROUNDS) {
        live(run, load, System.nanoTime() + ROUND.toNanos());
        report.add(atRest(run, load));
      }
      LOG.info("{} requests, {}", load.answered(), tally);
      report.write(load, tally);
      assertThat(load.unexpected()).isZero();
    }
    assertThat(tally.lies()).isEmpty();
    assertThat(tally.count(Verdict.TRUE)).isEqualTo(tally.readings());
    report.assertFlat();
  }

  /** One round; the first one is the warm-up and counts for nothing. */
  private static void live(ScenarioRun run, Load load, long mostlyUntil) throws Exception {
    long until = Math.min(mostlyUntil, System.nanoTime() + ROUND.toNanos());
    load.rest(false);
    var failures = new ArrayList<Exception>();
    var reader = new Thread(() -> read(run, until, failures), "soak-reader");
    reader.start();
    run.switchUntil(until);
    reader.join();
    assertThat(failures).isEmpty();
  }

  private static void read(ScenarioRun run, long until, List<Exception> failures) {
    try {
      run.readUntil(until);
    } catch (InterruptedException e) {
      failures.add(e);
    }
  }

  private static Usage atRest(ScenarioRun run, Load load) throws IOException, InterruptedException {
    run.jar().app().awaitHealth(200);
    load.rest(true);
    TimeUnit.NANOSECONDS.sleep(REST.toNanos());
    return Usage.of(run.jar(), run.testBed());
  }
}
