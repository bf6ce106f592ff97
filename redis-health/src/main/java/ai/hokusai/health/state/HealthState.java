package ai.hokusai.health.state;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.schedule.Thresholds;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state after all results so far. Immutable: the next state depends only on this one, the
 * result and the thresholds.
 *
 * @param since the time of that decision, or of the start
 * @param streak the results of one kind that came last
 * @param last the last result, null before the first
 * @param failure the most specific failure, null once a success counts
 * @param lastSuccess the last success, null before the first
 */
public record HealthState(
    Phase phase,
    Instant since,
    Streak streak,
    Transitions transitions,
    @Nullable ProbeResult last,
    @Nullable ProbeResult failure,
    @Nullable ProbeResult lastSuccess) {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final double JITTER = 0.1;

  /** The state before the first result. */
  public static HealthState initial(Instant now) {
    return new HealthState(Phase.STARTING, now, Streak.NONE, Transitions.NONE, null, null, null);
  }

  /**
   * The state after one more result. The first success counts at once, and so does a first fault of
   * class CONFIG; every other change takes as many consecutive results as the thresholds say.
   */
  public HealthState next(ProbeResult result, Thresholds thresholds) {
    Streak grown = grownBy(result);
    Phase decided = decide(grown, result.fault(), thresholds);
    return after(result, grown, decided, decided == phase ? since : result.at());
  }

  /**
   * The state after the first result that follows a stall. It counts at once, since the decision
   * from before the stall is no longer valid. An outage that this result confirms keeps its
   * beginning.
   */
  public HealthState resume(ProbeResult result) {
    Phase decided = result.fault() == null ? Phase.UP : Phase.DOWN;
    boolean isSameOutage = phase == Phase.DOWN && decided == Phase.DOWN;
    return after(result, grownBy(result), decided, isSameOutage ? since : result.at());
  }

  /**
   * Returns true before the first decision, and if a streak has begun that may end this phase and
   * has not done so yet.
   */
  public boolean isChanging() {
    return switch (phase) {
      case STARTING -> true;
      case UP -> streak.failures() > 0 || (last != null && last.isAShardChanging());
      case DOWN -> streak.successes() > 0;
    };
  }

  /**
   * Returns true if the dependency is flapping: four transitions lie within the five minutes before
   * the last result.
   */
  public boolean isFlapping() {
    return last != null && transitions.areFlappingAt(last.at());
  }

  /**
   * The cause of flapping of a dependency that is up, with the number of outages and the code of
   * the last; null where it is not flapping.
   */
  public @Nullable Cause flapping() {
    if (last == null || !isFlapping()) {
      return null;
    }
    Cause outage = transitions.lastOutage();
    String message = "%d outages ended within the last five minutes%s"
        .formatted(
            transitions.outagesAt(last.at()),
            outage == null ? "" : "; the last one had the code " + outage.code());
    return Fault.FLAPPING.with(message, Fault.FLAPPING.remedy());
  }

  /**
   * The failure that counts, null where there is none or where the dependency is up nevertheless.
   */
  public @Nullable ProbeResult shownFailure() {
    return phase == Phase.UP ? null : failure;
  }

  /**
   * The pause before the next attempt.
   *
   * @param jitter from 0 for the whole interval to 1 for the shortest, so that the attempts of many
   *     processes drift apart and none comes later than the interval says
   */
  public Duration pause(Schedule schedule, Instant now, double jitter) {
    if (isChanging()) {
      return last == null ? schedule.changing() : schedule.changingAfter(last.duration());
    }
    if (phase == Phase.UP) {
      Duration interval = schedule.interval();
      return interval.minusNanos(Math.round(interval.toNanos() * JITTER * jitter));
    }
    return now.isBefore(since.plus(LONG)) ? schedule.down() : schedule.longDown();
  }

  private Streak grownBy(ProbeResult result) {
    return result.fault() == null ? streak.withSuccess() : streak.withFailure();
  }

  private Phase decide(Streak grown, @Nullable Cause cause, Thresholds thresholds) {
    boolean falls = grown.failures() >= thresholds.fall();
    return switch (phase) {
      case STARTING -> cause == null ? Phase.UP : falls || isFinal(cause) ? Phase.DOWN : phase;
      case UP -> falls ? Phase.DOWN : phase;
      case DOWN -> grown.successes() >= thresholds.rise() ? Phase.UP : phase;
    };
  }

  private static boolean isFinal(Cause cause) {
    return cause.faultClassWhileStarting() == FaultClass.CONFIG;
  }

  private HealthState after(ProbeResult result, Streak grown, Phase decided, Instant begun) {
    boolean isSuccess = result.fault() == null;
    return new HealthState(
        decided,
        begun,
        grown,
        changed(decided, result.at()),
        result,
        isSuccess ? (decided == Phase.UP ? null : failure) : moreSpecific(result),
        isSuccess ? result : lastSuccess);
  }

  private Transitions changed(Phase decided, Instant at) {
    if (phase == Phase.STARTING || decided == phase) {
      return transitions;
    }
    return decided == Phase.DOWN
        ? transitions.down(at)
        : transitions.up(at, failure == null ? null : failure.fault());
  }

  /**
   * The more specific of two failures; a hang continues in the handshake of the next connection.
   */
  private ProbeResult moreSpecific(ProbeResult later) {
    ProbeResult earlier = failure;
    return earlier != null
            && Fault.of(earlier.fault()) == Fault.READ_TIMEOUT
            && Fault.of(later.fault()) == Fault.TLS_HANDSHAKE_TIMEOUT
        ? earlier
        : later;
  }
}
