package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.state.Phase;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one dependency is at one moment. Immutable; it holds nothing that has to be kept from anybody.
 *
 * @param status how it is, never {@link Status#DRAINING}
 * @param cause why the status is not {@link Status#HEALTHY}; null only where it is
 * @param since when this status began; healthy and degraded count as one
 * @param checkedAt when the last attempt ended, null before the first
 * @param duration how long the last attempt took, null before the first
 * @param trace where the failure behind the cause was thrown, null where nothing was
 * @param tally what was counted on the way here
 * @param warnings what the last success found not as it should be, although it makes nothing fail
 * @param facts what the last attempt learnt of a Redis, null for another dependency or before it
 * @param requests the judgement of what requests do with it, probes included
 */
public record HealthSnapshot(
    Status status,
    @Nullable Cause cause,
    Instant since,
    @Nullable Instant checkedAt,
    @Nullable Duration duration,
    @Nullable Trace trace,
    Tally tally,
    List<Cause> warnings,
    @Nullable RedisFacts facts,
    Requests requests) {
  // The others are worth a word to the operator, and no reason to doubt the service.
  private static final Set<Fault> DEGRADING =
      EnumSet.of(Fault.TLS_CERTIFICATE_EXPIRING, Fault.TLS_EXPIRED, Fault.SLOW);

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException where a status other than healthy has no cause
   * @param status as the component
   * @param cause as the component
   * @param since as the component
   * @param checkedAt as the component
   * @param duration as the component
   * @param trace as the component
   * @param tally as the component
   * @param warnings as the component
   * @param facts as the component
   * @param requests as the component
   */
  public HealthSnapshot {
    if (status != Status.HEALTHY && cause == null) {
      throw new IllegalArgumentException("every status other than healthy has a cause");
    }
    warnings = List.copyOf(warnings);
  }

  /**
   * A snapshot of a dependency of which no request was judged.
   *
   * @param status as the component
   * @param cause as the component
   * @param since as the component
   * @param checkedAt as the component
   * @param duration as the component
   * @param trace as the component
   * @param tally as the component
   * @param warnings as the component
   * @param facts as the component
   */
  public HealthSnapshot(
      Status status,
      @Nullable Cause cause,
      Instant since,
      @Nullable Instant checkedAt,
      @Nullable Duration duration,
      @Nullable Trace trace,
      Tally tally,
      List<Cause> warnings,
      @Nullable RedisFacts facts) {
    this(status, cause, since, checkedAt, duration, trace, tally, warnings, facts, Requests.NONE);
  }

  /**
   * What was counted since the start.
   *
   * @param consecutiveSuccesses the successes since the last failure
   * @param consecutiveFailures the failures since the last success
   * @param transitions how often the dependency went down or came back; the first decision is not one
   * @param isFlapping whether four of these lie within the last five minutes
   * @param lastSuccessAt when the last success ended, null before the first
   */
  public record Tally(
      int consecutiveSuccesses,
      int consecutiveFailures,
      long transitions,
      boolean isFlapping,
      @Nullable Instant lastSuccessAt) {
    /** Nothing counted yet. */
    public static final Tally NONE = new Tally(0, 0, 0, false, null);
  }

  /**
   * Whether the dependency can be used.
   *
   * @return true for {@link Status#HEALTHY} and {@link Status#DEGRADED}
   */
  public boolean isUsable() {
    return status.isUsable();
  }

  /** What is to be said of a state. */
  static HealthSnapshot of(HealthState state) {
    return of(state, NewConnections.NONE);
  }

  private static HealthSnapshot of(HealthState state, NewConnections connections) {
    ProbeResult last = state.last();
    ProbeResult failure = state.shownFailure();
    List<Cause> warnings = connections.warnings(warnings(state));
    Cause cause = failure == null ? causeWithoutFailure(state, warnings) : failure.fault();
    return new HealthSnapshot(
        status(state, cause),
        cause,
        state.since(),
        last == null ? null : last.at(),
        last == null ? null : last.duration(),
        failure == null ? null : failure.trace(),
        tally(state),
        warnings,
        last == null ? null : connections.facts(last.facts()));
  }

  /** The snapshot of a state, and of what requests show beside it. */
  static HealthSnapshot of(HealthState state, Requests requests) {
    return of(state, requests, NewConnections.NONE);
  }

  /** The snapshot of a state, and of what requests and new connections show beside it. */
  static HealthSnapshot of(HealthState state, Requests requests, NewConnections connections) {
    HealthSnapshot probed = of(state, connections);
    return switch (state.phase()) {
      case STARTING -> probed.with(probed.status, probed.cause, probed.since, requests);
      case DOWN -> probed.down(requests);
      case UP -> probed.up(requests, connections.cause());
    };
  }

  private HealthSnapshot down(Requests seen) {
    boolean isOfUse = Verdict.concernsWritesOnly(cause) && !seen.isWriteRequired();
    Requests refused = cause == null ? seen : seen.refusedFor(cause);
    return with(isOfUse ? Status.DEGRADED : status, cause, since, refused);
  }

  private HealthSnapshot up(Requests seen, @Nullable Cause newConnections) {
    Verdict worst = seen.worst();
    Instant changed = seen.since();
    Instant begun = changed != null && changed.isAfter(since) ? changed : since;
    if (newConnections != null && areReadsAndWritesFine(seen)) {
      return with(Status.DEGRADED, newConnections, begun, seen);
    }
    return worst.level() == Verdict.Level.OK
        ? with(status, cause, begun, seen)
        : with(seen.isUsable() ? Status.DEGRADED : Status.UNHEALTHY, worst.cause(), begun, seen);
  }

  private static boolean areReadsAndWritesFine(Requests seen) {
    return seen.reads().level() == Verdict.Level.OK && seen.writes().level() == Verdict.Level.OK;
  }

  private HealthSnapshot with(
      Status newStatus, @Nullable Cause newCause, Instant newSince, Requests newRequests) {
    return new HealthSnapshot(
        newStatus,
        newCause,
        newSince,
        checkedAt,
        duration,
        trace,
        tally,
        warnings,
        facts,
        newRequests);
  }

  private static List<Cause> warnings(HealthState state) {
    ProbeResult success = state.lastSuccess();
    return success == null ? List.of() : List.copyOf(success.warnings());
  }

  private static @Nullable Cause causeWithoutFailure(HealthState state, List<Cause> warnings) {
    if (state.phase() == Phase.STARTING) {
      return Fault.NOT_CHECKED_YET;
    }
    Cause flapping = state.flapping();
    return flapping == null
        ? warnings.stream()
            .filter(each -> DEGRADING.contains(Fault.of(each)))
            .findFirst()
            .orElse(null)
        : flapping;
  }

  private static Status status(HealthState state, @Nullable Cause cause) {
    return switch (state.phase()) {
      case STARTING -> Status.STARTING;
      case UP -> cause == null ? Status.HEALTHY : Status.DEGRADED;
      case DOWN -> Status.UNHEALTHY;
    };
  }

  private static Tally tally(HealthState state) {
    return new Tally(
        state.streak().successes(),
        state.streak().failures(),
        state.transitions().total(),
        state.isFlapping(),
        state.lastSuccess() == null ? null : state.lastSuccess().at());
  }

  /** What is to be said once this is too old. */
  HealthSnapshot stale(Instant staleSince, Cause reason) {
    return new HealthSnapshot(
        Status.STALE,
        reason,
        staleSince,
        checkedAt,
        duration,
        null,
        tally,
        warnings,
        facts,
        requests);
  }

  /** The same while this process is the reason why nothing newer is known; a known cause stays. */
  HealthSnapshot starved(Cause reason) {
    return switch (status) {
      case STARTING -> with(Status.STARTING, reason, since, requests);
      case HEALTHY -> with(Status.DEGRADED, reason, since, requests);
      case DEGRADED, UNHEALTHY, STALE, DRAINING -> this;
    };
  }

  /** Whether there is nothing to tell between this and another: the same status and the same code. */
  boolean saysTheSameAs(HealthSnapshot other) {
    return status == other.status && Cause.haveSameCode(cause, other.cause);
  }
}
