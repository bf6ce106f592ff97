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
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one check, what is said of it, and the reading of the monotonic clock at its last result,
 * so that its age does not depend on a wall clock that somebody sets. Immutable.
 *
 * @param state what probes have shown
 * @param requests what requests have shown
 * @param connections what new connections have shown beside the kept one of the probe
 * @param starved what kept this process from finding out more since the last result, null for nothing
 * @param snapshot what is said of it, made once and handed to every reader
 * @param nanos the reading of {@link System#nanoTime()}
 * @param schedule how long it is believed and how many results decide
 */
record Published(
    HealthState state,
    Requests requests,
    NewConnections connections,
    @Nullable Cause starved,
    HealthSnapshot snapshot,
    long nanos,
    Schedule schedule) {

  static Published of(HealthState state, Requests requests, long nanos, Schedule schedule) {
    return of(state, requests, NewConnections.NONE, null, nanos, schedule);
  }

  private static Published of(
      HealthState state,
      Requests requests,
      NewConnections connections,
      @Nullable Cause starved,
      long nanos,
      Schedule schedule) {
    HealthSnapshot known = HealthSnapshot.of(state, requests, connections);
    HealthSnapshot snapshot = starved == null ? known : known.starved(starved);
    return new Published(state, requests, connections, starved, snapshot, nanos, schedule);
  }

  /** Until which reading of the clock it is believed. */
  long believedUntil() {
    return nanos + believedFor().toNanos();
  }

  private Duration believedFor() {
    return state.lastSuccess() == null ? schedule.staleAfterStart() : schedule.staleAfter();
  }

  boolean isStale() {
    return snapshot.status() == Status.STALE;
  }

  /** The same once it is believed no more. */
  Published aged() {
    Instant from = Objects.requireNonNullElse(snapshot.checkedAt(), state.since());
    return stale(from.plus(believedFor()), starved);
  }

  private Published stale(Instant since, @Nullable Cause reason) {
    Cause cause = reason == null ? Fault.PROBE_STALLED : reason;
    HealthSnapshot stale = snapshot.stale(since, cause);
    return new Published(state, requests, connections, reason, stale, nanos, schedule);
  }

  /** The same after an attempt that says nothing, since this process caused its failure. */
  Published starved(Cause reason) {
    return isStale()
        ? stale(snapshot.since(), reason)
        : of(state, requests, connections, reason, nanos, schedule);
  }

  /**
   * What is known after a further result.
   *
   * @param isSilent whether requests show by themselves that nothing answers, so that one failure decides
   */
  Published after(ProbeResult result, boolean isSilent, long nowNanos) {
    Thresholds thresholds = schedule.thresholds();
    HealthState next = isStale()
        ? state.resume(result)
        : state.next(result, isSilent ? new Thresholds(thresholds.rise(), 1) : thresholds);
    boolean isRecovered = state.phase() == Phase.DOWN && next.phase() == Phase.UP;
    ProbeResult outage = state.failure();
    return of(
        next,
        isRecovered
            ? requests.afterRecoveryFrom(outage == null ? null : outage.fault(), result.at())
            : requests,
        next.phase() == Phase.UP ? connections : NewConnections.NONE,
        null,
        nowNanos,
        schedule);
  }

  /** What is known after a look at the requests; the same where they show nothing new. */
  Published after(Evidence evidence, Instant at) {
    Requests next = requests.next(evidence, at);
    return isStale() || next.equals(requests)
        ? this
        : of(state, next, connections, starved, nanos, schedule);
  }

  /** What is known after new connections were tried; the same where the probe itself needs one. */
  Published after(NewConnections seen) {
    return isStale() || state.phase() != Phase.UP
        ? this
        : of(state, requests, seen, starved, nanos, schedule);
  }
}
