package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of one probe. Immutable; only its facts hold text from outside, which they bound.
 *
 * @param fault what is wrong, null for nothing
 * @param trace where the failure was thrown, null for a success or where nothing was
 * @param warnings what is not as it should be, although it makes nothing fail
 * @param facts what was learnt on the way, null for nothing
 * @param events what is worth a line in a log beside the result
 */
public record ProbeResult(
    @Nullable Cause fault,
    Duration duration,
    Instant at,
    @Nullable Trace trace,
    List<Cause> warnings,
    @Nullable RedisFacts facts,
    List<RedisEvent> events) {

  /** Copies the lists. */
  public ProbeResult {
    warnings = List.copyOf(warnings);
    events = List.copyOf(events);
  }

  /** A result without warnings and facts. */
  public ProbeResult(@Nullable Cause fault, Duration duration, Instant at, @Nullable Trace trace) {
    this(fault, duration, at, trace, List.of(), null, List.of());
  }

  /** Redis answered as it should. */
  public static ProbeResult success(Duration duration, Instant at) {
    return new ProbeResult(null, duration, at, null);
  }

  /** Redis did not answer as it should. */
  public static ProbeResult failure(Cause fault, Duration duration, Instant at) {
    return new ProbeResult(fault, duration, at, null);
  }

  /** The probe itself failed. */
  public static ProbeResult internalError(Throwable exception, Duration duration, Instant at) {
    return thrown(Fault.INTERNAL_ERROR, exception, duration, at);
  }

  /** Something was thrown. */
  static ProbeResult thrown(Cause fault, Throwable exception, Duration duration, Instant at) {
    return new ProbeResult(fault, duration, at, Trace.of(exception));
  }

  /** The same result, its cause in other words. */
  public ProbeResult in(UnaryOperator<Cause> words) {
    return fault == null
        ? this
        : new ProbeResult(words.apply(fault), duration, at, trace, warnings, facts, events);
  }

  /**
   * The same result, with what was learnt on the way.
   *
   * @param newWarnings what is not as it should be
   */
  public ProbeResult with(List<? extends Cause> newWarnings, RedisFacts newFacts) {
    return new ProbeResult(fault, duration, at, trace, List.copyOf(newWarnings), newFacts, events);
  }

  /**
   * The same result with further events.
   *
   * @param more what else is worth a line in a log
   */
  public ProbeResult with(List<RedisEvent> more) {
    List<RedisEvent> all = Stream.concat(events.stream(), more.stream()).toList();
    return new ProbeResult(fault, duration, at, trace, warnings, facts, all);
  }

  /** Makes results with the time since its start, read from the monotonic clock. Immutable. */
  static final class Stopwatch {
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
}
