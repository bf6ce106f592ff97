package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.state.HealthState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one dependency is at one moment. Immutable; it holds nothing that has to be kept from anybody.
 *
 * @param status how it is, never {@link Status#DRAINING}
 * @param cause what is wrong, null while nothing is or while single failures decide nothing
 * @param since when this status began; healthy and degraded count as one
 * @param checkedAt when the last attempt ended, null before the first
 * @param duration how long the last attempt took, null before the first
 * @param exceptionType the class of the exception behind {@link Fault#INTERNAL_ERROR} or {@link
 *     Fault#CHECK_FAILED}, null otherwise
 * @param tally what was counted on the way here
 */
public record HealthSnapshot(
    Status status,
    @Nullable Cause cause,
    Instant since,
    @Nullable Instant checkedAt,
    @Nullable Duration duration,
    @Nullable String exceptionType,
    Tally tally) {

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
    ProbeResult last = state.last();
    ProbeResult failure = state.shownFailure();
    return new HealthSnapshot(
        status(state),
        failure == null ? null : failure.fault(),
        state.since(),
        last == null ? null : last.at(),
        last == null ? null : last.duration(),
        failure == null ? null : failure.exceptionType(),
        tally(state));
  }

  private static Status status(HealthState state) {
    return switch (state.phase()) {
      case STARTING -> Status.STARTING;
      case UP -> state.isFlapping() ? Status.DEGRADED : Status.HEALTHY;
      case DOWN -> Status.UNHEALTHY;
    };
  }

  private static Tally tally(HealthState state) {
    return new Tally(
        state.streak().successes(),
        state.streak().failures(),
        state.transitions().total(),
        state.isFlapping(),
        state.lastSuccessAt());
  }

  /** What is to be said once this is too old. */
  HealthSnapshot stale(Instant staleSince) {
    return new HealthSnapshot(
        Status.STALE, Fault.PROBE_STALLED, staleSince, checkedAt, duration, null, tally);
  }

  /** Whether there is nothing to tell between this and another: the same status and the same code. */
  boolean saysTheSameAs(HealthSnapshot other) {
    return status == other.status && codeOf(cause).equals(codeOf(other.cause));
  }

  private static String codeOf(@Nullable Cause cause) {
    return cause == null ? "" : cause.code();
  }
}
