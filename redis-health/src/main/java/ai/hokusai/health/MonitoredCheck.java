package ai.hokusai.health;

import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.probe.SingleFlight;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.state.Phase;
import ai.hokusai.health.traffic.Evidence;
import ai.hokusai.health.traffic.Outcomes;
import ai.hokusai.health.traffic.Traffic;
import ai.hokusai.health.traffic.Verdict;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One check on its schedule: when it is asked, and where the answers go. It never waits, and the thread
 * of the loop, the only one to use it, says what time it is.
 */
final class MonitoredCheck {
  // How often requests are looked at while any of them has failed lately.
  private static final long LOOK = Duration.ofMillis(250).toNanos();
  private static final long LATELY = Duration.ofSeconds(11).toNanos();
  private static final long ONE_SECOND = Duration.ofSeconds(1).toNanos();
  // While requests have been waiting in vain for longer already, a probe need not wait until its
  // deadline.
  private static final Duration SILENT_DEADLINE = Duration.ofMillis(750);

  private final int index;
  private final SingleFlight flight;
  private final Schedule schedule;
  private final Board board;
  private final @Nullable Traffic traffic;
  private final DoubleSupplier jitter;
  private final @Nullable FreshDial fresh;
  private long dueAt;
  private long beganAt;
  private long succeededAt;
  private boolean hasSucceeded;
  /** Requests that ended before do not count: a probe has ended the outage in which they failed. */
  private long countedFrom;

  private long nextLook;

  MonitoredCheck(
      int index,
      SingleFlight flight,
      Schedule schedule,
      Board board,
      @Nullable Traffic traffic,
      DoubleSupplier jitter,
      long firstDueAt) {
    this(index, flight, schedule, board, traffic, jitter, firstDueAt, null);
  }

  /** A check beside whose probe new connections are tried. */
  MonitoredCheck(
      int index,
      SingleFlight flight,
      Schedule schedule,
      Board board,
      @Nullable Traffic traffic,
      DoubleSupplier jitter,
      long firstDueAt,
      @Nullable FreshDial fresh) {
    this.fresh = fresh;
    this.index = index;
    this.flight = flight;
    this.schedule = schedule;
    this.board = board;
    this.jitter = jitter;
    this.traffic = traffic;
    this.dueAt = firstDueAt;
    this.countedFrom = firstDueAt;
    this.nextLook = firstDueAt;
  }

  /**
   * Does what has to be done by now.
   *
   * @return when there will be something to do next, unless an attempt lands before
   */
  long advance(long now) {
    take(flight.poll(now), now);
    if (traffic != null) {
      look(traffic, now);
    }
    long freshAt = fresh == null ? Long.MAX_VALUE : advance(fresh, now);
    if (!flight.isWaiting() && now - dueAt >= 0) {
      beganAt = now;
      take(flight.begin(now), now);
    }
    long next = flight.isWaiting() ? flight.deadlineAt() : dueAt;
    next = fresh != null && freshAt - next < 0 ? freshAt : next;
    return traffic != null && nextLook - next < 0 && nextLook - now > 0 ? nextLook : next;
  }

  private long advance(FreshDial dial, long now) {
    long next = dial.advance(now);
    if (!flight.isWaiting() && dial.wantsProbe()) {
      dueBy(now);
    }
    return next;
  }

  private void look(Traffic recorded, long now) {
    Evidence seen = evidence(recorded, now);
    boolean isWorthIt = seen.sinceFailure() < LATELY || isJudged();
    nextLook = isWorthIt ? now + LOOK : now;
    if (!isWorthIt) {
      return;
    }
    HealthState state = board.publish(index, seen, now);
    if (flight.isWaiting()) {
      if (seen.showsSilence()) {
        flight.shorten(SILENT_DEADLINE);
      }
    } else {
      hasten(seen, state, now);
    }
  }

  private Evidence evidence(Traffic recorded, long now) {
    long sinceProbe = hasSucceeded ? now - succeededAt : Outcomes.NEVER;
    return recorded.evidence(now, countedFrom, sinceProbe);
  }

  /** Whether there is a judgement that has to end some time, or an outage that a request may end. */
  private boolean isJudged() {
    Published known = board.view().check(index);
    return known.requests().worst().level() != Verdict.Level.OK
        || known.state().phase() == Phase.DOWN;
  }

  /** Lets requests that contradict the last probe bring the next one forward. */
  private void hasten(Evidence seen, HealthState state, long now) {
    boolean isDown = state.phase() == Phase.DOWN;
    long sinceNews = isDown ? seen.sinceSuccess() : seen.sinceFailure();
    if (sinceNews < now - beganAt) {
      boolean isAgreed = !isDown && state.isChanging();
      dueBy(isAgreed ? now : beganAt + ONE_SECOND);
    }
  }

  private void dueBy(long latest) {
    dueAt = latest - dueAt < 0 ? latest : dueAt;
  }

  private void take(@Nullable ProbeResult result, long now) {
    if (result != null) {
      Phase before = board.view().check(index).state().phase();
      boolean isSilent = traffic != null && evidence(traffic, now).showsSilence();
      HealthState state = board.publish(index, result, isSilent, now);
      if (before == Phase.DOWN && state.phase() == Phase.UP) {
        countedFrom = now;
      }
      hasSucceeded = result.fault() == null;
      succeededAt = now;
      if (hasSucceeded && fresh != null) {
        fresh.keptWorks(beganAt, now);
      }
      Duration pause = state.pause(schedule, result.at(), jitter.getAsDouble());
      dueAt = now + pause.toNanos();
    }
  }
}
