package ai.hokusai.health;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How Redis is at one moment. Immutable; it holds nothing that has to be kept from anybody.
 *
 * @param status how it is
 * @param fault what is wrong, null while starting or healthy
 * @param since when this status began
 * @param checkedAt when the last probe ended, null before the first
 * @param duration how long the last probe took, null before the first
 * @param exceptionType the class of the exception behind {@link Fault#INTERNAL_ERROR}, null otherwise
 */
public record HealthSnapshot(
    Status status,
    @Nullable Fault fault,
    Instant since,
    @Nullable Instant checkedAt,
    @Nullable Duration duration,
    @Nullable String exceptionType) {

  /**
   * Whether Redis can be used.
   *
   * @return true for {@link Status#HEALTHY} only
   */
  public boolean isHealthy() {
    return status == Status.HEALTHY;
  }

  static HealthSnapshot starting(Instant since) {
    return new HealthSnapshot(Status.STARTING, null, since, null, null, null);
  }

  /** What is to be said after a further result; a fault counts at once. */
  HealthSnapshot after(ProbeResult result) {
    Status next = result.fault() == null ? Status.HEALTHY : Status.UNHEALTHY;
    return new HealthSnapshot(
        next,
        result.fault(),
        next == status ? since : result.at(),
        result.at(),
        result.duration(),
        result.exceptionType());
  }

  /** What is to be said once this is too old. */
  HealthSnapshot stale(Instant staleSince) {
    return new HealthSnapshot(
        Status.STALE, Fault.PROBE_STALLED, staleSince, checkedAt, duration, null);
  }

  boolean saysTheSameAs(HealthSnapshot other) {
    return status == other.status && fault == other.fault;
  }
}
