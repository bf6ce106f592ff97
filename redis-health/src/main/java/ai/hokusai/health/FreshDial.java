package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.probe.SingleFlight;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.state.Phase;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries new connections while the probe keeps one that works, and publishes the results. It never
 * waits. Only the thread of the loop uses it.
 */
final class FreshDial {
  private static final double JITTER = 0.1;
  private static final long ONE_SECOND = Duration.ofSeconds(1).toNanos();

  private final int index;
  private final SingleFlight flight;
  private final Schedule schedule;
  private final HealthStore store;
  private final Traffic traffic;
  private final boolean isRenewing;
  private final DoubleSupplier jitter;
  private final Starvation starvation;
  private long dueAt;
  private long beganAt;
  private int failures;
  private @Nullable Cause pending;
  private long pendingSince;
  private boolean isProbeDue;
  private boolean isKeptNew;

  FreshDial(
      int index,
      SingleFlight flight,
      Schedule schedule,
      HealthStore store,
      Traffic traffic,
      boolean isRenewing,
      DoubleSupplier jitter,
      long now,
      Starvation starvation) {
    this.index = index;
    this.flight = flight;
    this.schedule = schedule;
    this.store = store;
    this.traffic = traffic;
    this.isRenewing = isRenewing;
    this.jitter = jitter;
    this.beganAt = now;
    this.dueAt = now;
    this.starvation = starvation;
  }

  /** Returns true while an attempt may time out. */
  boolean isUnderWay() {
    return flight.isWaiting();
  }

  /**
   * Does everything that is due. Returns the time of the next action, unless an attempt ends
   * before.
   */
  long advance(long now) {
    HealthState state = store.state().check(index).state();
    boolean isKept = state.phase() == Phase.UP && state.streak().failures() == 0;
    take(flight.poll(now), isKept, now);
    if (!isKept) {
      failures = 0;
      pending = null;
    }
    if (!isKept && !mayRenewalHelp(state)) {
      // The probe reconnects by itself.
      dueAt = now + pause();
    } else if (!flight.isWaiting()) {
      hasten(state, isKept, now);
      if (now - dueAt >= 0) {
        beganAt = now;
        take(flight.begin(now), isKept, now);
      }
    }
    return flight.isWaiting() ? flight.deadlineAt() : dueAt;
  }

  /**
   * Returns true if Redis rejects the current settings, so that newer ones from a file may work.
   */
  private boolean mayRenewalHelp(HealthState state) {
    ProbeResult failure = state.failure();
    Cause cause = failure == null ? null : failure.fault();
    return isRenewing
        && state.phase() == Phase.DOWN
        && cause != null
        && cause.faultClass() == FaultClass.CONFIG;
  }

  /**
   * An outage, or a connection that the pool could not open or greet, brings the next attempt
   * forward.
   */
  private void hasten(HealthState state, boolean isKept, long now) {
    if (!isKept) {
      dueBy(beganAt + state.pause(schedule, last(state).at(), 0).toNanos(), now);
    } else if (isKeptNew) {
      isKeptNew = false;
      dueBy(beganAt + ONE_SECOND, now);
    } else if (traffic.outcomes(Operation.CONNECT, now, now).sinceFailure() < now - beganAt) {
      dueBy(beganAt + ONE_SECOND, now);
    }
  }

  private static ProbeResult last(HealthState state) {
    return Objects.requireNonNull(state.last());
  }

  private void dueBy(long moment, long now) {
    long earliest = moment - now > 0 ? moment : now;
    dueAt = earliest - dueAt < 0 ? earliest : dueAt;
  }

  private void take(@Nullable ProbeResult result, boolean isKept, long now) {
    if (result == null) {
      return;
    }
    store.reportEvents(index, result);
    Cause cause = result.fault();
    if (cause == null) {
      failures = 0;
      pending = null;
      dueAt = now + pause();
      traffic.witness(Operation.CONNECT, null);
      store.publish(index, new NewConnections(null, result), now);
      isProbeDue = !isKept;
    } else if (!isKept) {
      dueAt = now + pause();
    } else if (starvation.behind(cause, beganAt, now) != null) {
      dueAt = now + schedule.changing().toNanos();
    } else {
      failures++;
      fail(cause, now);
    }
  }

  private void fail(Cause cause, long now) {
    boolean isKnown = Cause.haveSameCode(connections().cause(), cause);
    boolean isDecided = failures >= (isPassing(cause) ? schedule.thresholds().fall() : 1);
    if (isDecided && !isKnown) {
      pending = cause;
      pendingSince = now;
    }
    dueAt = now + (isDecided || isKnown ? schedule.down() : schedule.changing()).toNanos();
  }

  /**
   * Returns true for a cause that may be one lost packet or stall, which hits the kept connection
   * too.
   */
  private static boolean isPassing(Cause cause) {
    return cause.faultClass() == FaultClass.TRANSIENT || cause.faultClass() == FaultClass.INTERNAL;
  }

  /**
   * Returns true if the probe has to be run: a failure waits for a proof that the kept connection
   * still works, or a new connection works during an outage. The latter is answered once.
   */
  boolean wantsProbe() {
    boolean isWanted = isProbeDue || pending != null;
    isProbeDue = false;
    return isWanted;
  }

  /** The probe had to reconnect, so another Redis process may answer now. */
  void keptIsNew() {
    isKeptNew = true;
  }

  /** The kept connection has worked in an attempt that began at a reading of the clock. */
  void keptWorks(long began, long now) {
    Cause failure = pending;
    if (failure != null && began - pendingSince >= 0) {
      pending = null;
      store.publish(index, connections().failing(failure), now);
    }
  }

  private NewConnections connections() {
    return store.state().check(index).connections();
  }

  private long pause() {
    long longest = schedule.fresh().toNanos();
    return longest - Math.round(longest * JITTER * jitter.getAsDouble());
  }
}
