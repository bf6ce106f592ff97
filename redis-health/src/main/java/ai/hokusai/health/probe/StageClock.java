package ai.hokusai.health.probe;

import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Measures the stages of one run. One thread writes it; any other may read it at any time. */
final class StageClock {
  private final LongSupplier nanos;
  private final Map<Stage, Duration> durations = new EnumMap<>(Stage.class);
  private Stage current = Stage.DNS;
  private boolean isRunning;
  private long since;

  /** A clock that reads a monotonic time. */
  StageClock(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Drops the previous run. */
  synchronized void reset() {
    durations.clear();
    isRunning = false;
  }

  /** Ends the previous stage; one that is entered twice counts both times. */
  synchronized void enter(Stage next) {
    stop();
    current = next;
    since = nanos.getAsLong();
    isRunning = true;
  }

  synchronized void stop() {
    if (isRunning) {
      durations.merge(current, running(), Duration::plus);
      isRunning = false;
    }
  }

  /** The stage that was entered last. */
  synchronized Stage current() {
    return current;
  }

  /** The time that each stage took, or has taken until now. */
  synchronized Map<Stage, Duration> durations() {
    var all = new EnumMap<Stage, Duration>(Stage.class);
    all.putAll(durations);
    if (isRunning) {
      all.merge(current, running(), Duration::plus);
    }
    return all;
  }

  private Duration running() {
    return Duration.ofNanos(nanos.getAsLong() - since);
  }
}
