package ai.hokusai.health;

import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.state.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A state, what is said of it, and the reading of the monotonic clock at its last result, so that its
 * age does not depend on a wall clock that somebody sets. Immutable.
 *
 * @param state what is known
 * @param snapshot what is said of it, made once and handed to every reader
 * @param nanos the reading of {@link System#nanoTime()}
 * @param staleAfter how long it is believed
 */
record Published(HealthState state, HealthSnapshot snapshot, long nanos, Duration staleAfter) {

  static Published of(HealthState state, long nanos, Duration staleAfter) {
    return new Published(state, HealthSnapshot.of(state), nanos, staleAfter);
  }

  /** What a reader is told at a later reading of the same clock. */
  HealthSnapshot seenAt(long nowNanos) {
    if (!isStaleAt(nowNanos)) {
      return snapshot;
    }
    Instant from = Objects.requireNonNullElse(snapshot.checkedAt(), state.since());
    return snapshot.stale(from.plus(staleAfter));
  }

  /** What is known after a further result. */
  Published after(ProbeResult result, Thresholds thresholds, long nowNanos) {
    HealthState next = isStaleAt(nowNanos) ? state.resume(result) : state.next(result, thresholds);
    return of(next, nowNanos, staleAfter);
  }

  /** The same knowledge, as old as it was, of a service that is about to stop. */
  Published drained(Instant now) {
    return of(state.drain(now), nanos, staleAfter);
  }

  private boolean isStaleAt(long nowNanos) {
    return nowNanos - nanos > staleAfter.toNanos();
  }
}
