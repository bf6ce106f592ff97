package ai.hokusai.health;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.traffic.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of the health of one dependency. Contains no secrets. */
public final class HealthSnapshot {
  private final Values values;

  private HealthSnapshot(Values values) {
    this.values = values;
  }

  /** Written before it is published, and never after. */
  private static final class Values {
    private Status status;
    private @Nullable Cause cause;
    private Instant since;
    private @Nullable Instant checkedAt;
    private @Nullable Duration duration;
    private @Nullable Trace trace;
    private Tally tally = Tally.NONE;
    private List<Cause> warnings = List.of();
    private @Nullable RedisFacts facts;
    private Requests requests = Requests.NONE;

    Values(Status status, @Nullable Cause cause, Instant since) {
      if (status != Status.HEALTHY && cause == null) {
        throw new IllegalArgumentException("every status other than healthy has a cause");
      }
      this.status = requireNonNull(status, "status");
      this.cause = cause;
      this.since = requireNonNull(since, "since");
    }

    Values(Values other) {
      this(other, other.status, other.cause, other.since);
    }

    Values(Values other, Status status, @Nullable Cause cause, Instant since) {
      this(status, cause, since);
      checkedAt = other.checkedAt;
      duration = other.duration;
      trace = other.trace;
      tally = other.tally;
      warnings = other.warnings;
      facts = other.facts;
      requests = other.requests;
    }

    List<@Nullable Object> all() {
      return Arrays.asList(
          status, cause, since, checkedAt, duration, trace, tally, warnings, facts, requests);
    }
  }

  /** The counts of results since the start. Immutable. */
  public static final class Tally {
    /** Nothing counted yet. */
    public static final Tally NONE = new Tally(0, 0, 0, false, null);

    private final int consecutiveSuccesses;
    private final int consecutiveFailures;
    private final long transitions;
    private final boolean isFlapping;
    private final @Nullable Instant lastSuccessAt;

    private Tally(
        int consecutiveSuccesses,
        int consecutiveFailures,
        long transitions,
        boolean isFlapping,
        @Nullable Instant lastSuccessAt) {
      this.consecutiveSuccesses = consecutiveSuccesses;
      this.consecutiveFailures = consecutiveFailures;
      this.transitions = transitions;
      this.isFlapping = isFlapping;
      this.lastSuccessAt = lastSuccessAt;
    }

    /** Counts, each as its accessor describes it. */
    public static Tally of(
        int consecutiveSuccesses,
        int consecutiveFailures,
        long transitions,
        boolean isFlapping,
        @Nullable Instant lastSuccessAt) {
      return new Tally(
          consecutiveSuccesses, consecutiveFailures, transitions, isFlapping, lastSuccessAt);
    }

    /** The successes since the last failure. */
    public int consecutiveSuccesses() {
      return consecutiveSuccesses;
    }

    /** The failures since the last success. */
    public int consecutiveFailures() {
      return consecutiveFailures;
    }

    /** The times that the dependency went down or came back; the first decision does not count. */
    public long transitions() {
      return transitions;
    }

    /** Returns true if four transitions lie within the last five minutes. */
    public boolean isFlapping() {
      return isFlapping;
    }

    /** The time at which the last success ended, null before the first. */
    public @Nullable Instant lastSuccessAt() {
      return lastSuccessAt;
    }

    private List<@Nullable Object> values() {
      return Arrays.asList(
          consecutiveSuccesses, consecutiveFailures, transitions, isFlapping, lastSuccessAt);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Tally tally && values().equals(tally.values());
    }

    @Override
    public int hashCode() {
      return values().hashCode();
    }

    @Override
    public String toString() {
      return values().toString();
    }
  }

  /**
   * A snapshot before the first attempt, of a dependency without requests.
   *
   * @throws IllegalArgumentException where a status other than healthy has no cause
   */
  public static HealthSnapshot of(Status status, @Nullable Cause cause, Instant since) {
    return new HealthSnapshot(new Values(status, cause, since));
  }

  /** Replaces the status, its cause and its beginning. */
  HealthSnapshot with(Status status, @Nullable Cause cause, Instant since) {
    return new HealthSnapshot(new Values(values, status, cause, since));
  }

  /** The status, never {@link Status#DRAINING}. */
  public Status status() {
    return values.status;
  }

  /** The cause of the status; null only where it is {@link Status#HEALTHY}. */
  public @Nullable Cause cause() {
    return values.cause;
  }

  /** The time at which this status began, whatever its cause is now. */
  public Instant since() {
    return values.since;
  }

  /** The time at which the last attempt ended, null before the first. */
  public @Nullable Instant checkedAt() {
    return values.checkedAt;
  }

  /** Replaces the time at which the last attempt ended, null before the first. */
  public HealthSnapshot withCheckedAt(@Nullable Instant ended) {
    var changed = new Values(values);
    changed.checkedAt = ended;
    return new HealthSnapshot(changed);
  }

  /** The time that the last attempt took, null before the first. */
  public @Nullable Duration duration() {
    return values.duration;
  }

  /** Replaces the time that the last attempt took, null before the first. */
  public HealthSnapshot withDuration(@Nullable Duration taken) {
    var changed = new Values(values);
    changed.duration = taken;
    return new HealthSnapshot(changed);
  }

  /** The place where the failure behind the cause was thrown, null where nothing was thrown. */
  public @Nullable Trace trace() {
    return values.trace;
  }

  /** Replaces the place where the failure behind the cause was thrown, null for none. */
  public HealthSnapshot withTrace(@Nullable Trace thrown) {
    var changed = new Values(values);
    changed.trace = thrown;
    return new HealthSnapshot(changed);
  }

  /** The counts since the start. */
  public Tally tally() {
    return values.tally;
  }

  /** Replaces the counts since the start. */
  public HealthSnapshot withTally(Tally counts) {
    var changed = new Values(values);
    changed.tally = requireNonNull(counts, "tally");
    return new HealthSnapshot(changed);
  }

  /** The warnings of the last success, which make nothing fail. */
  public List<Cause> warnings() {
    return values.warnings;
  }

  /** Replaces the warnings of the last success, which make nothing fail. */
  public HealthSnapshot withWarnings(List<Cause> causes) {
    var changed = new Values(values);
    changed.warnings = List.copyOf(causes);
    return new HealthSnapshot(changed);
  }

  /**
   * The facts about a Redis that the last attempt found, null for another dependency or before it.
   */
  public @Nullable RedisFacts facts() {
    return values.facts;
  }

  /** Replaces the facts about a Redis that the last attempt found, null for none. */
  public HealthSnapshot withFacts(@Nullable RedisFacts found) {
    var changed = new Values(values);
    changed.facts = found;
    return new HealthSnapshot(changed);
  }

  /** The verdict on the requests to the dependency, probes included. */
  public Requests requests() {
    return values.requests;
  }

  /** Replaces the verdict on the requests to the dependency, probes included. */
  public HealthSnapshot withRequests(Requests judged) {
    var changed = new Values(values);
    changed.requests = requireNonNull(judged, "requests");
    return new HealthSnapshot(changed);
  }

  /**
   * Returns true if the dependency can be used: {@link Status#HEALTHY} and {@link Status#DEGRADED}.
   */
  public boolean isUsable() {
    return status().isUsable();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HealthSnapshot snapshot && values.all().equals(snapshot.values.all());
  }

  @Override
  public int hashCode() {
    return values.all().hashCode();
  }

  @Override
  public String toString() {
    return values.all().toString();
  }

  /** The snapshot once this one is too old. */
  HealthSnapshot stale(Instant staleSince, Cause reason) {
    return with(Status.STALE, reason, staleSince).withTrace(null);
  }

  /** The snapshot while this process is starved; a known cause stays. */
  HealthSnapshot starved(Cause reason) {
    return switch (status()) {
      case STARTING -> with(Status.STARTING, reason, since());
      case HEALTHY -> with(Status.DEGRADED, reason, since());
      case DEGRADED, UNHEALTHY, STALE, DRAINING -> this;
    };
  }

  /** Returns true if another has the same status and the same code, so that there is no event. */
  boolean hasSameStatusAs(HealthSnapshot other) {
    return status() == other.status() && Cause.haveSameCode(cause(), other.cause());
  }
}
