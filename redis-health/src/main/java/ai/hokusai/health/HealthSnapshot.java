package ai.hokusai.health;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.state.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How Redis is at one moment. Immutable; it holds nothing that has to be kept from anybody.
 *
 * @param status how it is
 * @param fault what is wrong, null while nothing is or while single failures decide nothing
 * @param since when this status began; healthy and degraded count as one
 * @param checkedAt when the last probe ended, null before the first
 * @param duration how long the last probe took, null before the first
 * @param exceptionType the class of the exception behind {@link Fault#INTERNAL_ERROR}, null otherwise
 * @param tally what was counted on the way here
 */
public record HealthSnapshot(
    Status status,
    @Nullable Fault fault,
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
   * @param transitions how often Redis went down or came back; the first decision is not one
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
   * Whether Redis can be used.
   *
   * @return true for {@link Status#HEALTHY} and {@link Status#DEGRADED}, and where a service that is
   *     about to stop may still finish its work with Redis
   */
  public boolean isUsable() {
    return switch (status) {
      case HEALTHY, DEGRADED -> true;
      case DRAINING -> fault == null && tally.lastSuccessAt() != null;
      case STARTING, UNHEALTHY, STALE -> false;
    };
  }

  /** What is to be said of a state. */
  static HealthSnapshot of(HealthState state) {
    ProbeResult last = state.last();
    ProbeResult failure = state.shownFailure();
    return new HealthSnapshot(
        status(state),
        failure == null ? null : failure.fault(),
        Objects.requireNonNullElse(state.drainingSince(), state.since()),
        last == null ? null : last.at(),
        last == null ? null : last.duration(),
        failure == null ? null : failure.exceptionType(),
        tally(state));
  }

  private static Status status(HealthState state) {
    if (state.isDraining()) {
      return Status.DRAINING;
    }
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
    boolean isDraining = status == Status.DRAINING;
    return new HealthSnapshot(
        isDraining ? status : Status.STALE,
        Fault.PROBE_STALLED,
        isDraining ? since : staleSince,
        checkedAt,
        duration,
        null,
        tally);
  }

  boolean saysTheSameAs(HealthSnapshot other) {
    return status == other.status && fault == other.fault;
  }
}
