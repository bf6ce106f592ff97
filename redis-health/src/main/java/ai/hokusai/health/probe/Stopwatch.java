package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import java.time.Duration;
import java.time.InstantSource;

/** Results with the time since a beginning; the duration comes from the monotonic clock. Immutable. */
final class Stopwatch {
  private final InstantSource clock;
  private final long start = System.nanoTime();

  Stopwatch(InstantSource clock) {
    this.clock = clock;
  }

  ProbeResult success() {
    return ProbeResult.success(elapsed(), clock.instant());
  }

  ProbeResult failure(Cause cause) {
    return ProbeResult.failure(cause, elapsed(), clock.instant());
  }

  ProbeResult thrown(Cause fault, Throwable exception) {
    return ProbeResult.thrown(fault, exception, elapsed(), clock.instant());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
