package ai.hokusai.health;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable snapshot of the health of the service and of each dependency. Contains no secrets.
 */
public final class HealthReport {
  private final Status status;
  private final Instant since;
  private final List<Check> checks;
  private final @Nullable Cause cause;

  private HealthReport(Status status, Instant since, List<Check> checks) {
    this.status = requireNonNull(status, "status");
    this.since = requireNonNull(since, "since");
    this.checks = List.copyOf(checks);
    // Computed here, since every health response reads it and a report changes rarely.
    this.cause = status == Status.DRAINING ? Fault.SHUTTING_DOWN : gravest(this.checks);
  }

  /** The cause of the first of the gravest checks that has one, null if all are healthy. */
  private static @Nullable Cause gravest(List<Check> checks) {
    int gravest = checks.stream().mapToInt(Check::weight).max().orElse(0);
    return checks.stream()
        .filter(each -> gravest > 0 && each.weight() == gravest)
        .map(each -> each.snapshot.cause())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** A report with an overall status that began at a time. */
  public static HealthReport of(Status status, Instant since, List<Check> checks) {
    return new HealthReport(status, since, checks);
  }

  /** The status of the service: that of its gravest check, or draining. */
  public Status status() {
    return status;
  }

  /** The time at which this status began. */
  public Instant since() {
    return since;
  }

  /** The checks in the order of their registration. */
  public List<Check> checks() {
    return checks;
  }

  /** One check at the time of the report. Immutable. */
  public static final class Check {
    private final String name;
    private final boolean isCritical;
    private final HealthSnapshot snapshot;

    private Check(String name, boolean isCritical, HealthSnapshot snapshot) {
      this.name = requireNonNull(name, "name");
      this.isCritical = isCritical;
      this.snapshot = requireNonNull(snapshot, "snapshot");
    }

    /** The check of a dependency. */
    public static Check of(String name, boolean isCritical, HealthSnapshot snapshot) {
      return new Check(name, isCritical, snapshot);
    }

    /** The name of the dependency. */
    public String name() {
      return name;
    }

    /** Returns true if the service is unhealthy where the dependency is. */
    public boolean isCritical() {
      return isCritical;
    }

    /** The health of the dependency. */
    public HealthSnapshot snapshot() {
      return snapshot;
    }

    /** The status of the service if this were its only check. */
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

    private List<Object> values() {
      return List.of(name, isCritical, snapshot);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Check check && values().equals(check.values());
    }

    @Override
    public int hashCode() {
      return values().hashCode();
    }

    @Override
    public String toString() {
      return (isCritical ? "critical " : "optional ") + name + " " + snapshot;
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

  /** The report with another snapshot of one check. */
  HealthReport with(int index, HealthSnapshot snapshot, Instant at) {
    Check before = checks.get(index);
    List<Check> next = new ArrayList<>(checks);
    next.set(index, new Check(before.name, before.isCritical, snapshot));
    Status overall = status == Status.DRAINING ? status : overall(next);
    boolean goesOn = overall == status;
    return new HealthReport(overall, goesOn ? since : beginning(overall, next, at), next);
  }

  /**
   * The beginning of a status: an outage that continues after a stall began before it, any other
   * now.
   */
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

  /** The report of a service that is about to stop, which is final. */
  HealthReport draining(Instant now) {
    return status == Status.DRAINING ? this : new HealthReport(Status.DRAINING, now, checks);
  }

  /** The check of a name, empty where there is none. */
  public Optional<Check> check(String name) {
    return checks.stream().filter(each -> each.name.equals(name)).findFirst();
  }

  /**
   * The cause of the status: shutting down, or that of the gravest check; empty only where it is
   * healthy.
   */
  public Optional<Cause> cause() {
    return Optional.ofNullable(cause);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HealthReport report
        && status == report.status
        && since.equals(report.since)
        && checks.equals(report.checks);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, since, checks);
  }

  @Override
  public String toString() {
    return status + " since " + since + " " + checks;
  }
}
