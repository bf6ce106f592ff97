package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.schedule.Thresholds;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.state.Phase;
import ai.hokusai.health.traffic.Evidence;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of one check, its snapshot, and the reading of the monotonic clock at its last result,
 * so that its age does not depend on a wall clock that is set. Immutable.
 *
 * @param connections the results of new connections beside the kept one of the probe
 * @param starved the reason why this process found out nothing since the last result, null for none
 * @param nanos the reading of {@link System#nanoTime()}
 * @param schedule the age at which it is stale, and the thresholds
 */
record CheckEntry(
    HealthState state,
    Requests requests,
    NewConnections connections,
    @Nullable Cause starved,
    HealthSnapshot snapshot,
    long nanos,
    Schedule schedule) {
  // Every other warning is reported and degrades nothing.
  private static final Set<Fault> DEGRADING = EnumSet.of(
      Fault.TLS_CERTIFICATE_EXPIRING,
      Fault.TLS_EXPIRED,
      Fault.SLOW,
      Fault.SHARD_DOWN,
      Fault.SLOTS_UNCOVERED,
      Fault.SENTINEL_NO_QUORUM,
      Fault.SENTINEL_UNREACHABLE,
      Fault.SENTINEL_AUTH_FAILED,
      Fault.MASTER_NAME_UNKNOWN,
      Fault.REDIS_INSTEAD_OF_SENTINEL);

  static CheckEntry of(HealthState state, Requests requests, long nanos, Schedule schedule) {
    HealthSnapshot first = snapshot(state, requests, NewConnections.NONE);
    return new CheckEntry(state, requests, NewConnections.NONE, null, first, nanos, schedule);
  }

  /** The entry that follows this one, whose status keeps its beginning if it is the same. */
  private CheckEntry then(
      HealthState state,
      Requests requests,
      NewConnections connections,
      @Nullable Cause starved,
      long nanos,
      Instant at) {
    HealthSnapshot known = snapshot(state, requests, connections);
    HealthSnapshot next = starved == null ? known : known.starved(starved);
    boolean isUpAsBefore = this.state.phase() == Phase.UP && state.phase() == Phase.UP;
    Instant changed = isUpAsBefore ? at : next.since();
    Instant since = next.status() == snapshot.status() ? snapshot.since() : changed;
    next = next.with(next.status(), next.cause(), since);
    return new CheckEntry(state, requests, connections, starved, next, nanos, schedule);
  }

  /** The reading of the clock after which it is stale. */
  long freshUntil() {
    return nanos + lifetime().toNanos();
  }

  private Duration lifetime() {
    return state.lastSuccess() == null ? schedule.staleAfterStart() : schedule.staleAfter();
  }

  boolean isStale() {
    return snapshot.status() == Status.STALE;
  }

  /** The entry once it is stale. */
  CheckEntry aged() {
    Instant from = Objects.requireNonNullElse(snapshot.checkedAt(), state.since());
    return stale(from.plus(lifetime()), starved);
  }

  private CheckEntry stale(Instant since, @Nullable Cause reason) {
    Cause cause = reason == null ? Fault.PROBE_STALLED : reason;
    HealthSnapshot stale = snapshot.stale(since, cause);
    return new CheckEntry(state, requests, connections, reason, stale, nanos, schedule);
  }

  /**
   * The entry after an attempt whose failure this process caused itself.
   *
   * @param servedAt the reading of the clock at the last successful request, which shows that a Redis that
   *     was up still works
   */
  CheckEntry starved(Cause reason, long servedAt, Instant at) {
    if (isStale()) {
      return stale(snapshot.since(), reason);
    }
    boolean isServing = state.phase() == Phase.UP && servedAt - nanos > 0;
    return then(state, requests, connections, reason, isServing ? servedAt : nanos, at);
  }

  /**
   * The entry after a further result.
   *
   * @param isSilent whether requests show by themselves that nothing answers, so that one failure
   *     decides
   */
  CheckEntry after(ProbeResult result, boolean isSilent, long nowNanos) {
    Thresholds thresholds = schedule.thresholds();
    HealthState next = isStale()
        ? state.resume(result)
        : state.next(result, isSilent ? new Thresholds(thresholds.rise(), 1) : thresholds);
    boolean isRecovered = state.phase() == Phase.DOWN && next.phase() == Phase.UP;
    ProbeResult outage = state.failure();
    return then(
        next,
        isRecovered ? requests.afterRecoveryFrom(outage == null ? null : outage.fault()) : requests,
        next.phase() == Phase.UP ? connections : NewConnections.NONE,
        null,
        nowNanos,
        result.at());
  }

  /** The entry after a check of the requests; this one where they show nothing new. */
  CheckEntry after(Evidence evidence, Instant at) {
    Requests next = requests.next(evidence);
    return isStale() || next.equals(requests)
        ? this
        : then(state, next, connections, starved, nanos, at);
  }

  /** The entry after new connections were tried; this one where the probe itself needs one. */
  CheckEntry after(NewConnections seen, Instant at) {
    return isStale() || state.phase() != Phase.UP
        ? this
        : then(state, requests, seen, starved, nanos, at);
  }

  /** The snapshot of a state without requests. */
  static HealthSnapshot snapshot(HealthState state) {
    return snapshot(state, NewConnections.NONE);
  }

  private static HealthSnapshot snapshot(HealthState state, NewConnections connections) {
    ProbeResult last = state.last();
    ProbeResult failure = state.shownFailure();
    List<Cause> warnings = connections.warnings(warnings(state));
    Cause cause = failure == null ? causeWithoutFailure(state, warnings) : failure.fault();
    return HealthSnapshot.of(status(state, cause), cause, state.since())
        .withCheckedAt(last == null ? null : last.at())
        .withDuration(last == null ? null : last.duration())
        .withTrace(failure == null ? null : failure.trace())
        .withTally(tally(state))
        .withWarnings(warnings)
        .withFacts(last == null ? null : connections.facts(last.facts()));
  }

  /** The snapshot of a state, and of the requests and new connections beside it. */
  static HealthSnapshot snapshot(HealthState state, Requests requests, NewConnections connections) {
    HealthSnapshot probed = snapshot(state, connections);
    return switch (state.phase()) {
      case STARTING -> probed.withRequests(requests);
      case DOWN -> down(probed, requests);
      case UP -> up(probed, requests, connections.cause());
    };
  }

  private static HealthSnapshot down(HealthSnapshot probed, Requests seen) {
    Cause cause = probed.cause();
    boolean isOfUse = Verdict.concernsWritesOnly(cause) && !seen.isWriteRequired();
    Requests refused = cause == null ? seen : seen.refusedFor(cause);
    return probed
        .with(isOfUse ? Status.DEGRADED : probed.status(), cause, probed.since())
        .withRequests(refused);
  }

  private static HealthSnapshot up(
      HealthSnapshot probed, Requests seen, @Nullable Cause newConnections) {
    Verdict worst = seen.worst();
    if (Fault.of(probed.cause()) == Fault.SHARD_DOWN && seen.isUsable()) {
      // Requests to the shard fail too, with a code that does not name it.
      return probed.withRequests(seen);
    }
    if (newConnections != null && areReadsAndWritesFine(seen)) {
      return probed.with(Status.DEGRADED, newConnections, probed.since()).withRequests(seen);
    }
    if (worst.level() == Verdict.Level.OK) {
      return probed.withRequests(seen);
    }
    Status judged = seen.isUsable() ? Status.DEGRADED : Status.UNHEALTHY;
    return probed.with(judged, worst.cause(), probed.since()).withRequests(seen);
  }

  private static boolean areReadsAndWritesFine(Requests seen) {
    return seen.reads().level() == Verdict.Level.OK && seen.writes().level() == Verdict.Level.OK;
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

  private static HealthSnapshot.Tally tally(HealthState state) {
    return HealthSnapshot.Tally.of(
        state.streak().successes(),
        state.streak().failures(),
        state.transitions().total(),
        state.isFlapping(),
        state.lastSuccess() == null ? null : state.lastSuccess().at());
  }
}
