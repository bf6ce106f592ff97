package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How the service and each of its dependencies are at one moment. Immutable; it holds nothing that has
 * to be kept from anybody.
 *
 * @param status how the service is: as the gravest of its checks, or draining
 * @param since when this status began; healthy and degraded count as one
 * @param checks the checks in the order of their registration
 */
public record HealthReport(Status status, Instant since, List<Check> checks) {

  /**
   * Copies the list.
   *
   * @param status as the component
   * @param since as the component
   * @param checks as the component
   */
  public HealthReport {
    checks = List.copyOf(checks);
  }

  /**
   * One check at that moment.
   *
   * @param name what it is called
   * @param isCritical whether the service cannot do its work without the dependency
   * @param snapshot how the dependency is
   */
  public record Check(String name, boolean isCritical, HealthSnapshot snapshot) {

    /** What this check alone would make of the service. */
    Status contribution() {
      Status status = snapshot.status();
      if (isCritical) {
        return status;
      }
      return switch (status) {
        case STARTING, HEALTHY -> Status.HEALTHY;
        case DEGRADED, UNHEALTHY, STALE, DRAINING -> Status.DEGRADED;
      };
    }

    int weight() {
      return switch (contribution()) {
        case HEALTHY -> 0;
        case DEGRADED -> 1;
        case STARTING -> 2;
        case STALE -> 3;
        case UNHEALTHY, DRAINING -> 4;
      };
    }
  }

  /** The report before the first result. */
  static HealthReport initial(List<Check> checks, Instant now) {
    return new HealthReport(overall(checks), now, checks);
  }

  private static Status overall(List<Check> checks) {
    return checks.stream()
        .max(Comparator.comparingInt(Check::weight))
        .map(Check::contribution)
        .orElse(Status.HEALTHY);
  }

  /** The report once one check says something else. */
  HealthReport with(int index, HealthSnapshot snapshot, Instant at) {
    Check before = checks.get(index);
    List<Check> next = new ArrayList<>(checks);
    next.set(index, new Check(before.name, before.isCritical, snapshot));
    Status overall = status == Status.DRAINING ? status : overall(next);
    boolean goesOn = overall == status || (overall.isUsable() && status.isUsable());
    return new HealthReport(overall, goesOn ? since : beginning(overall, next, at), next);
  }

  /** An outage that goes on after a stall began before it; everything else begins now. */
  private Instant beginning(Status overall, List<Check> next, Instant now) {
    if (status != Status.STALE || overall != Status.UNHEALTHY) {
      return now;
    }
    return next.stream()
        .filter(each -> each.contribution() == Status.UNHEALTHY)
        .map(each -> each.snapshot.since())
        .min(Comparator.naturalOrder())
        .orElse(now);
  }

  /** The report of a service that is about to stop. Nothing leads back. */
  HealthReport draining(Instant now) {
    return status == Status.DRAINING ? this : new HealthReport(Status.DRAINING, now, checks);
  }

  /**
   * One check.
   *
   * @param name what it is called
   * @return the check, empty where there is none of that name
   */
  public Optional<Check> check(String name) {
    return checks.stream().filter(each -> each.name.equals(name)).findFirst();
  }

  /**
   * Why the service is not healthy: that it is shutting down, or else the cause of the gravest check.
   *
   * @return the cause, empty only where the service is healthy
   */
  public Optional<Cause> cause() {
    if (status == Status.DRAINING) {
      return Optional.of(Fault.SHUTTING_DOWN);
    }
    int gravest = checks.stream().mapToInt(Check::weight).max().orElse(0);
    return checks.stream()
        .filter(each -> gravest > 0 && each.weight() == gravest)
        .flatMap(each -> Optional.ofNullable(each.snapshot.cause()).stream())
        .findFirst();
  }
}
