package ai.hokusai.health;

import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.state.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The state of one check, what is said of it, and the reading of the monotonic clock at its last result,
 * so that its age does not depend on a wall clock that somebody sets. Immutable.
 *
 * @param state what is known
 * @param snapshot what is said of it, made once and handed to every reader
 * @param nanos the reading of {@link System#nanoTime()}
 * @param schedule how long it is believed and how many results decide
 */
record Published(HealthState state, HealthSnapshot snapshot, long nanos, Schedule schedule) {

  static Published of(HealthState state, long nanos, Schedule schedule) {
    return new Published(state, HealthSnapshot.of(state), nanos, schedule);
  }

  /** Until which reading of the clock it is believed. */
  long believedUntil() {
    return nanos + believedFor().toNanos();
  }

  private Duration believedFor() {
    return state.lastSuccess() == null ? schedule.staleAfterStart() : schedule.staleAfter();
  }

  boolean isStale() {
    return snapshot.status() == Status.STALE;
  }

  /** The same once it is believed no more. */
  Published aged() {
    Instant from = Objects.requireNonNullElse(snapshot.checkedAt(), state.since());
    HealthSnapshot stale = snapshot.stale(from.plus(believedFor()));
    return new Published(state, stale, nanos, schedule);
  }

  /** What is known after a further result. */
  Published after(ProbeResult result, long nowNanos) {
    HealthState next = isStale() ? state.resume(result) : state.next(result, schedule.thresholds());
    return of(next, nowNanos, schedule);
  }
}
