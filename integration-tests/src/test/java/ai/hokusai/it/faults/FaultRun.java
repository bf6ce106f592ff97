package ai.hokusai.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.Timeline.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** One row, carried out once, on one thread. */
final class FaultRun implements AutoCloseable {
  private final FaultCase row;
  private final ScheduledExecutorService lookers;
  private final Turns turns;
  private final Site site;
  private final Timeline timeline;

  private FaultRun(
      FaultCase row, ScheduledExecutorService lookers, Turns turns, Site site, Timeline timeline) {
    this.row = row;
    this.lookers = lookers;
    this.turns = turns;
    this.site = site;
    this.timeline = timeline;
  }

  /** Launches Redis and the service, and returns once that is healthy. */
  static FaultRun launch(FaultCase row, ScheduledExecutorService lookers, Turns turns)
      throws IOException {
    var run = turns.take(() -> open(row, lookers, turns));
    try {
      run.timeline.await(0, Observation::isUp, Bounds.PATIENCE);
      return run;
    } catch (Throwable e) {
      run.close();
      throw e;
    }
  }

  private static FaultRun open(FaultCase row, ScheduledExecutorService lookers, Turns turns)
      throws IOException {
    var site = Site.open(row.setup().spec());
    try {
      row.setup().preparation().on(site);
      var timeline = new Timeline(row.setup().start(site), lookers);
      return new FaultRun(row, lookers, turns, site, timeline);
    } catch (Throwable e) {
      site.close();
      throw e;
    }
  }

  /** Provokes the fault, watches it being named and cures it, all of it within the bounds. */
  FaultOutcome measure() throws IOException {
    var provocation = turns.perform(row.provocation(), site);
    Fault atStart = row.faultAtStart();
    var detectedAtStart = atStart == null ? null : startUnderTheFault(atStart);
    long settled = row.provocation().isCostly()
        ? provocation.ended() + Bounds.ONE_MORE_PROBE.toNanos()
        : provocation.began();
    var decided = watch(timeline, provocation.began(), settled, row.fault());
    var detected = decided.since(provocation.began());
    assertThat(detected).as("detection, %s", timeline).isLessThanOrEqualTo(most(Bounds.DETECTION));
    var cure = turns.perform(row.cure(), site);
    var up = timeline.await(decided.nanos(), Observation::isUp, Bounds.PATIENCE);
    var recovered = up.since(cure.ended());
    assertThat(recovered).as("recovery, %s", timeline).isLessThanOrEqualTo(most(Bounds.RECOVERY));
    return new FaultOutcome(detected, detectedAtStart, recovered);
  }

  private Duration startUnderTheFault(Fault expected) {
    try (var second = new Timeline(row.setup().start(site), lookers)) {
      long started = second.begun();
      var detected = watch(second, started, started, expected).since(started);
      assertThat(detected)
          .as("detection at the start, %s", second)
          .isLessThanOrEqualTo(most(Bounds.DETECTION_AT_START));
      return detected;
    }
  }

  /**
   * Waits for the service to say that Redis is down, and for one more probe: all the time with the one right code.
   *
   * @param from when the fault began
   * @param settled from when on nothing else may be said: later where Redis has to restart, which is another fault
   */
  private static Entry watch(Timeline timeline, long from, long settled, Fault expected) {
    var named = new Observation(Status.UNHEALTHY, expected.name());
    var decided = timeline.await(from, named::equals, Bounds.PATIENCE);
    timeline.follow(Bounds.ONE_MORE_PROBE);
    assertThat(timeline.between(settled, System.nanoTime()))
        .as("said of Redis, %s", timeline)
        .filteredOn(Observation::isDown)
        .containsOnly(named);
    return decided;
  }

  private static Duration most(Duration bound) {
    return bound.plus(Bounds.TOLERANCE);
  }

  @Override
  public void close() {
    try {
      timeline.close();
    } finally {
      site.close();
    }
  }
}
