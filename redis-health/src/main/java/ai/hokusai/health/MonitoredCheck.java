package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.probe.SingleFlight;
import ai.hokusai.health.redis.Stage;
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
 * Runs one check on its schedule and records the results. It never waits. Only the thread of the
 * loop uses it, and passes the time.
 */
final class MonitoredCheck {
  // The pause between two evaluations of requests while any of them has failed recently.
  private static final long EVALUATION_PAUSE = Duration.ofMillis(250).toNanos();
  private static final long RECENTLY = Duration.ofSeconds(11).toNanos();
  private static final long ONE_SECOND = Duration.ofSeconds(1).toNanos();
  // A probe need not wait until its deadline where requests have waited longer without a reply.
  private static final Duration SILENT_DEADLINE = Duration.ofMillis(750);

  // Without a successful probe, time-outs of requests count after this time.
  private static final long HIDDEN_MOST = Duration.ofSeconds(15).toNanos();
  private static final long JUST_NOW = Duration.ofSeconds(2).toNanos();

  private final int index;
  private final SingleFlight flight;
  private final Schedule schedule;
  private final HealthStore store;
  private final @Nullable Traffic traffic;
  private final DoubleSupplier jitter;
  private final @Nullable FreshDial fresh;
  private final Starvation starvation;
  private long dueAt;
  private long beganAt;
  /** The start of the attempt that the next result is of; a hung attempt has several results. */
  private long attemptFrom;

  private long countedAt;
  private boolean hasSucceeded;
  /**
   * Requests that ended before this time do not count: a probe has ended the outage in which they
   * failed.
   */
  private long countedFrom;

  private long nextLook;
  /** The time from which requests may bring a probe forward again. */
  private long nextForward;

  /**
   * A check that has not run yet.
   *
   * @param fresh tries new connections beside the open one, null for none
   */
  MonitoredCheck(
      int index,
      SingleFlight flight,
      Schedule schedule,
      HealthStore store,
      @Nullable Traffic traffic,
      DoubleSupplier jitter,
      long firstDueAt,
      @Nullable FreshDial fresh,
      Starvation starvation) {
    this.fresh = fresh;
    this.starvation = starvation;
    this.index = index;
    this.flight = flight;
    this.schedule = schedule;
    this.store = store;
    this.jitter = jitter;
    this.traffic = traffic;
    this.dueAt = firstDueAt;
    this.countedFrom = firstDueAt;
    this.nextLook = firstDueAt;
    this.nextForward = firstDueAt;
  }

  /**
   * Does everything that is due. Returns the time of the next action, unless an attempt ends
   * before.
   */
  long advance(long now) {
    if (isOverdueInAStarvedProcess(now)) {
      flight.extend(now);
    }
    take(flight.poll(now), now);
    if (traffic != null) {
      evaluate(traffic, now);
    }
    long freshAt = fresh == null ? Long.MAX_VALUE : advance(fresh, now);
    if (!flight.isWaiting() && now - beginAt() >= 0) {
      begin(now);
    }
    long next = flight.isWaiting() ? flight.deadlineAt() : beginAt();
    next = fresh != null && freshAt - next < 0 ? freshAt : next;
    return traffic != null && nextLook - next < 0 && nextLook - now > 0 ? nextLook : next;
  }

  /** A hung attempt counts again no sooner than two attempts would. */
  private long beginAt() {
    long again = countedAt + schedule.changing().toNanos();
    return flight.isHanging() && again - dueAt > 0 ? again : dueAt;
  }

  /** Returns true while an attempt may time out. */
  boolean isUnderWay() {
    return flight.isWaiting() || (fresh != null && fresh.isUnderWay());
  }

  private void begin(long now) {
    beganAt = now;
    ProbeResult overdue = flight.begin(now);
    attemptFrom = overdue == null ? now : attemptFrom;
    take(overdue, now);
  }

  private long advance(FreshDial dial, long now) {
    long next = dial.advance(now);
    if (!flight.isWaiting() && dial.wantsProbe()) {
      dueBy(now);
    }
    return next;
  }

  private void evaluate(Traffic recorded, long now) {
    Evidence seen = evidence(recorded, now);
    boolean isWorthIt = seen.sinceFailure() < RECENTLY || isJudged();
    nextLook = isWorthIt ? now + EVALUATION_PAUSE : now;
    if (!isWorthIt) {
      return;
    }
    if (seen.isOfTimeouts() && isStarvedBesideAWorkingServer(now)) {
      countedFrom = now;
      return;
    }
    HealthState state = store.publish(index, seen, now);
    if (flight.isWaiting()) {
      if (seen.showsSilence()) {
        flight.shorten(SILENT_DEADLINE);
      }
    } else {
      hasten(seen, state, now);
    }
  }

  private boolean isOverdueInAStarvedProcess(long now) {
    return flight.isWaiting()
        && now - flight.deadlineAt() >= 0
        && starvation.since(now - Math.min(now - attemptFrom, ONE_SECOND), now) != null;
  }

  private boolean isStarvedBesideAWorkingServer(long now) {
    return hasSucceeded
        && now - countedAt < HIDDEN_MOST
        && starvation.since(now - JUST_NOW, now) != null;
  }

  private Evidence evidence(Traffic recorded, long now) {
    long sinceProbe = hasSucceeded ? now - countedAt : Outcomes.NEVER;
    return recorded.evidence(now, countedFrom, sinceProbe);
  }

  /** Returns true if there is a verdict that must expire, or an outage that a request may end. */
  private boolean isJudged() {
    CheckEntry known = store.state().check(index);
    return known.requests().worst().level() != Verdict.Level.OK
        || known.state().phase() == Phase.DOWN;
  }

  /** Lets requests that contradict the last probe bring the next one forward. */
  private void hasten(Evidence seen, HealthState state, long now) {
    boolean isDown = state.phase() == Phase.DOWN;
    long sinceNews = isDown ? seen.sinceSuccess() : seen.sinceFailure();
    if (sinceNews < now - beganAt) {
      boolean isAgreed = !isDown && state.isChanging();
      bringForward(isAgreed || nextForward - now < 0 ? now : nextForward);
    }
  }

  private void bringForward(long latest) {
    if (latest - dueAt < 0) {
      dueAt = latest;
      nextForward = latest + ONE_SECOND;
    }
  }

  private void dueBy(long latest) {
    dueAt = latest - dueAt < 0 ? latest : dueAt;
  }

  private static boolean hasOpened(ProbeResult result) {
    return result.facts() != null && result.facts().durations().containsKey(Stage.TCP);
  }

  private void take(@Nullable ProbeResult result, long now) {
    if (result == null) {
      return;
    }
    Cause starved = starvation.behind(result.faultOfAShardToo(), attemptFrom, now);
    if (starved != null) {
      flight.disregard();
      store.starved(index, starved, servedAt(now), now);
      // An equally short one would prove as little.
      flight.makeNextExtensible();
      dueAt = now + schedule.changing().toNanos();
    } else {
      count(result, now);
    }
  }

  /** The reading of the clock at the last successful request, that of the last result for none since. */
  private long servedAt(long now) {
    return traffic == null
        ? countedAt
        : now - Math.min(evidence(traffic, now).sinceSuccess(), now - countedAt);
  }

  private void count(ProbeResult result, long now) {
    Phase before = store.state().check(index).state().phase();
    boolean isSilent = traffic != null && evidence(traffic, now).showsSilence();
    HealthState state = store.publish(index, result, isSilent, now);
    if (before == Phase.DOWN && state.phase() == Phase.UP) {
      countedFrom = now;
    }
    hasSucceeded = result.fault() == null;
    countedAt = now;
    if (hasSucceeded && fresh != null) {
      fresh.keptWorks(beganAt, now);
      if (hasOpened(result)) {
        fresh.keptIsNew();
      }
    }
    Duration pause = state.pause(schedule, result.at(), jitter.getAsDouble());
    dueAt = now + pause.toNanos();
  }
}
