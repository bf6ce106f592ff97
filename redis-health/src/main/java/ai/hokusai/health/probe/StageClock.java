package ai.hokusai.health.probe;

import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Measures the stages of one run. One thread runs it; any other may read it, also meanwhile. */
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

  /** Forgets the run before. */
  synchronized void reset() {
    durations.clear();
    isRunning = false;
  }

  /** Ends the stage before; one that is entered twice counts both times. */
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

  /** How long each stage took, or has taken until now. */
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
