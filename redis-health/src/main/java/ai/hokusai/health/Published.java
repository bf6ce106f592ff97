package ai.hokusai.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A snapshot with the reading of the monotonic clock at which it was published, so that its age does
 * not depend on a wall clock that somebody sets.
 *
 * @param snapshot what was found out
 * @param nanos the reading of {@link System#nanoTime()}
 */
record Published(HealthSnapshot snapshot, long nanos) {

  /** What a reader is told at a later reading of the same clock. */
  HealthSnapshot seenAt(long nowNanos, Duration staleAfter) {
    if (nowNanos - nanos <= staleAfter.toNanos()) {
      return snapshot;
    }
    Instant from = Objects.requireNonNullElse(snapshot.checkedAt(), snapshot.since());
    return snapshot.stale(from.plus(staleAfter));
  }
}
