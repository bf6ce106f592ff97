package ai.hokusai.api.endpoint;

import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last twenty changes of each check, and the last 30 minutes of its probes in 120 steps of 15 s, about 10 KB
 * for each check. Thread-safe.
 */
public final class RecentHistory implements HealthListener {
  static final int STEPS = 120;
  static final Duration STEP = Duration.ofSeconds(15);
  private static final int MOST_CHANGES = 20;

  private final Map<String, Track> tracks = new HashMap<>();
  private final InstantSource clock;

  /**
   * An empty history.
   *
   * @param clock supplies the time of each entry
   */
  public RecentHistory(InstantSource clock) {
    this.clock = clock;
  }

  /** The start of a status or of another cause of it. Immutable. */
  record Change(Instant at, Status status, String code) {}

  /**
   * The results of one check within 15 s. Immutable.
   *
   * @param number the number of the step since 1970
   * @param worst the worst status in it
   * @param slowestNanos the longest probe
   * @param totalNanos the sum of all probes
   */
  record Step(
      long number, Status worst, int probes, int failures, long slowestNanos, long totalNanos) {

    Instant start() {
      return Instant.ofEpochSecond(number * STEP.toSeconds());
    }

    private Step with(HealthSnapshot snapshot, boolean isFailure) {
      Duration took = snapshot.duration();
      long nanos = took == null ? 0 : took.toNanos();
      return new Step(
          number,
          worse(worst, snapshot.status()),
          probes + 1,
          failures + (isFailure ? 1 : 0),
          Math.max(slowestNanos, nanos),
          totalNanos + nanos);
    }

    private Step with(Status status) {
      return new Step(number, worse(worst, status), probes, failures, slowestNanos, totalNanos);
    }
  }

  /** The history of one check: its changes with the newest first, its steps with the oldest first. Immutable. */
  record Of(List<Change> changes, List<Step> steps) {}

  private static final class Track {
    private final Deque<Change> changes = new ArrayDeque<>();
    private final Deque<Step> steps = new ArrayDeque<>();

    /** The step of a time, taken out of the track for its successor. */
    private Step take(long number, Status status) {
      Step last = steps.peekLast();
      if (last != null && last.number >= number) {
        return steps.removeLast();
      }
      return new Step(number, status, 0, 0, 0, 0);
    }

    private void add(Step step) {
      steps.addLast(step);
      while (steps.size() > STEPS || steps.getFirst().number <= step.number - STEPS) {
        steps.removeFirst();
      }
    }
  }

  static Status worse(Status one, Status other) {
    return weight(one) < weight(other) ? other : one;
  }

  private static int weight(Status status) {
    return switch (status) {
      case HEALTHY -> 0;
      case DEGRADED, DRAINING -> 1;
      case STARTING -> 2;
      case STALE -> 3;
      case UNHEALTHY -> 4;
    };
  }

  static long number(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
  }

  @Override
  public synchronized void checkChanged(HealthReport.Check check, Status from) {
    Instant now = clock.instant();
    Status status = check.snapshot().status();
    Cause cause = check.snapshot().cause();
    Track track = track(check);
    track.changes.addFirst(new Change(now, status, cause == null ? "" : cause.code()));
    if (track.changes.size() > MOST_CHANGES) {
      track.changes.removeLast();
    }
    track.add(track.take(number(now), status).with(status));
  }

  @Override
  public synchronized void resultArrived(HealthReport.Check check, @Nullable Cause fault) {
    HealthSnapshot snapshot = check.snapshot();
    Track track = track(check);
    Step step = track.take(number(clock.instant()), snapshot.status());
    track.add(step.with(snapshot, fault != null));
  }

  private Track track(HealthReport.Check check) {
    return tracks.computeIfAbsent(check.name(), name -> new Track());
  }

  synchronized Of of(String check) {
    Track track = tracks.get(check);
    return track == null
        ? new Of(List.of(), List.of())
        : new Of(List.copyOf(track.changes), new ArrayList<>(track.steps));
  }
}
