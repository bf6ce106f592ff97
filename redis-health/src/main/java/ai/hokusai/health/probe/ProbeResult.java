package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.ShardFacts;
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
 * @param fault the cause of the failure, null for a success
 * @param trace the place where the failure was thrown, null where nothing was thrown
 * @param warnings the warnings, which make nothing fail
 * @param facts the facts that were found, null for none
 * @param events the events beside the result
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

  /** Returns true if the next results may change the state of a shard of a cluster. */
  public boolean isAShardChanging() {
    ShardFacts shards = facts == null ? null : facts.shards();
    return shards != null && shards.isChanging();
  }

  /** The failure, or the time-out of a shard of a cluster that did not fail; null for neither. */
  public @Nullable Cause faultOfAShardToo() {
    ShardFacts shards = facts == null ? null : facts.shards();
    boolean hasTimedOut = shards != null && shards.hasTimedOut();
    return fault == null && hasTimedOut ? Fault.READ_TIMEOUT : fault;
  }

  /** A success. */
  public static ProbeResult success(Duration duration, Instant at) {
    return new ProbeResult(null, duration, at, null);
  }

  /** A failure. */
  public static ProbeResult failure(Cause fault, Duration duration, Instant at) {
    return new ProbeResult(fault, duration, at, null);
  }

  /** A failure of the probe itself. */
  public static ProbeResult internalError(Throwable exception, Duration duration, Instant at) {
    return thrown(Fault.INTERNAL_ERROR, exception, duration, at);
  }

  /** A failure that was thrown. */
  static ProbeResult thrown(Cause fault, Throwable exception, Duration duration, Instant at) {
    return new ProbeResult(fault, duration, at, Trace.of(exception));
  }

  /** The same result, with other messages and remedies of its cause and warnings. */
  public ProbeResult in(UnaryOperator<Cause> words) {
    Cause described = fault == null ? null : words.apply(fault);
    List<Cause> warned = warnings.stream().map(words).toList();
    return new ProbeResult(described, duration, at, trace, warned, facts, events);
  }

  /**
   * The same result with warnings and facts.
   *
   * @param newWarnings the warnings
   */
  public ProbeResult with(List<? extends Cause> newWarnings, RedisFacts newFacts) {
    return new ProbeResult(fault, duration, at, trace, List.copyOf(newWarnings), newFacts, events);
  }

  /**
   * The same result with further events.
   *
   * @param more the further events
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
