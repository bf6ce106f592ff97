package ai.hokusai.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Observation;
import ai.hokusai.it.faults.harness.StallDetector;
import ai.hokusai.it.faults.random.ExpectedStatus;
import ai.hokusai.it.faults.random.ExpectedStatus.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the health of a service until a moment, and compares it with the state of its Redis. One thread says what that
 * state is.
 */
final class HealthReadings implements AutoCloseable {
  /** The time within which a healthy status may be wrong. */
  static final Duration WINDOW = Bounds.DETECTION.plus(Bounds.TOLERANCE);

  /** The time within which an unhealthy status may be wrong. */
  static final Duration REST = Bounds.RECOVERY.plus(Bounds.TOLERANCE);

  private static final Logger LOG = LoggerFactory.getLogger(HealthReadings.class);
  private static final Duration QUICK = Duration.ofMillis(5);
  private static final long PAUSE_MILLIS = 20;
  private static final int MOST_COMPLAINTS = 20;

  private final StallDetector stalls = new StallDetector();
  private final ExpectedStatus truth = new ExpectedStatus(WINDOW, REST);
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<String> complaints = new ArrayList<>();
  private final Set<Observation> seen = ConcurrentHashMap.newKeySet();
  private final ClusterService service;
  private final Function<HealthSnapshot, Observation> view;
  private final long end;
  private final Future<Integer> reading;
  private int slow;

  /**
   * Begins to read; the Redis of the service works.
   *
   * @param view the part of a snapshot that is compared
   */
  HealthReadings(
      ClusterService service, Function<HealthSnapshot, Observation> view, Duration duration) {
    this.service = service;
    this.view = view;
    becomes(ExpectedStatus.WELL);
    this.end = System.nanoTime() + duration.toNanos();
    this.reading = thread.submit(this::read);
  }

  /** From now on this can be found and nothing else. */
  void becomes(String... findings) {
    truth.becomes(System.nanoTime(), Set.of(findings));
  }

  boolean isOver() {
    return System.nanoTime() >= end;
  }

  /** Waits, but not beyond the end. */
  void dwell(long millis) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    TimeUnit.MILLISECONDS.sleep(Math.max(0, Math.min(millis, left)));
  }

  private int read() throws InterruptedException {
    int readings = 0;
    while (!isOver()) {
      long asked = System.nanoTime();
      var snapshot = service.snapshot();
      long answered = System.nanoTime();
      readings++;
      if (answered - asked > QUICK.toNanos() + stalls.excuseSince(asked)) {
        slow++;
      }
      var observed = view.apply(snapshot);
      seen.add(observed);
      var verdict =
          truth.judge(observed, asked, answered, stalls.excuseSince(asked - WINDOW.toNanos()));
      if (verdict != Verdict.TRUE && complaints.size() < MOST_COMPLAINTS) {
        complaints.add("%s: %s; it was: %s".formatted(verdict, snapshot, truth.lately(answered)));
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return readings;
  }

  /**
   * Waits for the last reading, and fails where one was wrong or one of a hundred slow.
   *
   * @param run names the run in messages
   * @return each status that was read, with its code
   */
  Set<Observation> verify(String run)
      throws InterruptedException, ExecutionException, TimeoutException {
    int readings = reading.get(1, TimeUnit.MINUTES);
    LOG.info(
        "{} readings, {} slow: {}; {} ms lost to a busy machine",
        readings,
        slow,
        seen,
        stalls.lost().toMillis());
    assertThat(complaints).as(run).isEmpty();
    assertThat(slow)
        .as("readings of %s that took more than %s", run, QUICK)
        .isLessThanOrEqualTo(readings / 100);
    return seen;
  }

  /** The status and its code as they are. */
  static Observation plainly(HealthSnapshot snapshot) {
    var cause = snapshot.cause();
    return new Observation(snapshot.status(), cause == null ? null : cause.code());
  }

  /** The same with a warning that degrades read as the code of an outage. */
  static Observation withWarning(HealthSnapshot snapshot, String warning) {
    boolean isThere = snapshot.warnings().stream().anyMatch(each -> each.code().equals(warning));
    return snapshot.status() == Status.DEGRADED && isThere
        ? new Observation(Status.UNHEALTHY, warning)
        : plainly(snapshot);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    stalls.close();
  }
}
