package ai.hokusai.health;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.state.Phase;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of the health of one dependency. Contains no secrets. */
public final class HealthSnapshot {
  // The others are worth a word to the operator, and no reason to doubt the service.
  private static final Set<Fault> DEGRADING =
      EnumSet.of(Fault.TLS_CERTIFICATE_EXPIRING, Fault.TLS_EXPIRED, Fault.SLOW);

  private final Values values;

  private HealthSnapshot(Values values) {
    this.values = values;
  }

  /** Written before it is published, and never after. */
  private static final class Values {
    private Status status;
    private @Nullable Cause cause;
    private Instant since;
    private @Nullable Instant checkedAt;
    private @Nullable Duration duration;
    private @Nullable Trace trace;
    private Tally tally = Tally.NONE;
    private List<Cause> warnings = List.of();
    private @Nullable RedisFacts facts;
    private Requests requests = Requests.NONE;

    Values(Status status, @Nullable Cause cause, Instant since) {
      if (status != Status.HEALTHY && cause == null) {
        throw new IllegalArgumentException("every status other than healthy has a cause");
      }
      this.status = requireNonNull(status, "status");
      this.cause = cause;
      this.since = requireNonNull(since, "since");
    }

    Values(Values other, Status status, @Nullable Cause cause, Instant since) {
      this(status, cause, since);
      checkedAt = other.checkedAt;
      duration = other.duration;
      trace = other.trace;
      tally = other.tally;
      warnings = other.warnings;
      facts = other.facts;
      requests = other.requests;
    }

    List<@Nullable Object> all() {
      return Arrays.asList(
          status, cause, since, checkedAt, duration, trace, tally, warnings, facts, requests);
    }
  }

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
   * A snapshot before the first attempt, of a dependency without requests.
   *
   * @throws IllegalArgumentException where a status other than healthy has no cause
   */
  public static HealthSnapshot of(Status status, @Nullable Cause cause, Instant since) {
    return new HealthSnapshot(new Values(status, cause, since));
  }

  private HealthSnapshot with(Status status, @Nullable Cause cause, Instant since) {
    return new HealthSnapshot(new Values(values, status, cause, since));
  }

  private HealthSnapshot with(Consumer<Values> change) {
    var changed = new Values(values, status(), cause(), since());
    change.accept(changed);
    return new HealthSnapshot(changed);
  }

  /** The status, never {@link Status#DRAINING}. */
  public Status status() {
    return values.status;
  }

  /** The cause of the status; null only where it is {@link Status#HEALTHY}. */
  public @Nullable Cause cause() {
    return values.cause;
  }

  /** The time at which this status began; healthy and degraded count as one. */
  public Instant since() {
    return values.since;
  }

  /** The time at which the last attempt ended, null before the first. */
  public @Nullable Instant checkedAt() {
    return values.checkedAt;
  }

  /** Replaces the time at which the last attempt ended, null before the first. */
  public HealthSnapshot withCheckedAt(@Nullable Instant ended) {
    return with(changed -> changed.checkedAt = ended);
  }

  /** The time that the last attempt took, null before the first. */
  public @Nullable Duration duration() {
    return values.duration;
  }

  /** Replaces the time that the last attempt took, null before the first. */
  public HealthSnapshot withDuration(@Nullable Duration taken) {
    return with(changed -> changed.duration = taken);
  }

  /** The place where the failure behind the cause was thrown, null where nothing was thrown. */
  public @Nullable Trace trace() {
    return values.trace;
  }

  /** Replaces the place where the failure behind the cause was thrown, null where nothing was thrown. */
  public HealthSnapshot withTrace(@Nullable Trace thrown) {
    return with(changed -> changed.trace = thrown);
  }

  /** The counts since the start. */
  public Tally tally() {
    return values.tally;
  }

  /** Replaces the counts since the start. */
  public HealthSnapshot withTally(Tally counts) {
    return with(changed -> changed.tally = requireNonNull(counts, "tally"));
  }

  /** The warnings of the last success, which make nothing fail. */
  public List<Cause> warnings() {
    return values.warnings;
  }

  /** Replaces the warnings of the last success, which make nothing fail. */
  public HealthSnapshot withWarnings(List<Cause> causes) {
    return with(changed -> changed.warnings = List.copyOf(causes));
  }

  /** The facts that the last attempt found out about a Redis, null for another dependency or before it. */
  public @Nullable RedisFacts facts() {
    return values.facts;
  }

  /** Replaces the facts that the last attempt found out about a Redis, null for another dependency or before it. */
  public HealthSnapshot withFacts(@Nullable RedisFacts found) {
    return with(changed -> changed.facts = found);
  }

  /** The verdict on the requests to the dependency, probes included. */
  public Requests requests() {
    return values.requests;
  }

  /** Replaces the verdict on the requests to the dependency, probes included. */
  public HealthSnapshot withRequests(Requests judged) {
    return with(changed -> changed.requests = requireNonNull(judged, "requests"));
  }

  /** Whether the dependency can be used: true for {@link Status#HEALTHY} and {@link Status#DEGRADED}. */
  public boolean isUsable() {
    return status().isUsable();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HealthSnapshot snapshot && values.all().equals(snapshot.values.all());
  }

  @Override
  public int hashCode() {
    return values.all().hashCode();
  }

  @Override
  public String toString() {
    return values.all().toString();
  }

  /** What is to be said of a state. */
  static HealthSnapshot of(HealthState state) {
    return of(state, NewConnections.NONE);
  }

  private static HealthSnapshot of(HealthState state, NewConnections connections) {
    ProbeResult last = state.last();
    ProbeResult failure = state.shownFailure();
    List<Cause> warnings = connections.warnings(warnings(state));
    Cause cause = failure == null ? causeWithoutFailure(state, warnings) : failure.fault();
    return of(status(state, cause), cause, state.since())
        .withCheckedAt(last == null ? null : last.at())
        .withDuration(last == null ? null : last.duration())
        .withTrace(failure == null ? null : failure.trace())
        .withTally(tally(state))
        .withWarnings(warnings)
        .withFacts(last == null ? null : connections.facts(last.facts()));
  }

  /** The snapshot of a state, and of what requests show beside it. */
  static HealthSnapshot of(HealthState state, Requests requests) {
    return of(state, requests, NewConnections.NONE);
  }

  /** The snapshot of a state, and of what requests and new connections show beside it. */
  static HealthSnapshot of(HealthState state, Requests requests, NewConnections connections) {
    HealthSnapshot probed = of(state, connections);
    return switch (state.phase()) {
      case STARTING -> probed.withRequests(requests);
      case DOWN -> probed.down(requests);
      case UP -> probed.up(requests, connections.cause());
    };
  }

  private HealthSnapshot down(Requests seen) {
    boolean isOfUse = Verdict.concernsWritesOnly(cause()) && !seen.isWriteRequired();
    Requests refused = cause() == null ? seen : seen.refusedFor(cause());
    return with(isOfUse ? Status.DEGRADED : status(), cause(), since()).withRequests(refused);
  }

  private HealthSnapshot up(Requests seen, @Nullable Cause newConnections) {
    Verdict worst = seen.worst();
    Instant changed = seen.since();
    Instant begun = changed != null && changed.isAfter(since()) ? changed : since();
    if (newConnections != null && areReadsAndWritesFine(seen)) {
      return with(Status.DEGRADED, newConnections, begun).withRequests(seen);
    }
    if (worst.level() == Verdict.Level.OK) {
      return with(status(), cause(), begun).withRequests(seen);
    }
    Status judged = seen.isUsable() ? Status.DEGRADED : Status.UNHEALTHY;
    return with(judged, worst.cause(), begun).withRequests(seen);
  }

  private static boolean areReadsAndWritesFine(Requests seen) {
    return seen.reads().level() == Verdict.Level.OK && seen.writes().level() == Verdict.Level.OK;
  }

  private static List<Cause> warnings(HealthState state) {
    ProbeResult success = state.lastSuccess();
    return success == null ? List.of() : List.copyOf(success.warnings());
  }

  private static @Nullable Cause causeWithoutFailure(HealthState state, List<Cause> warnings) {
    if (state.phase() == Phase.STARTING) {
      return Fault.NOT_CHECKED_YET;
    }
    Cause flapping = state.flapping();
    return flapping == null
        ? warnings.stream()
            .filter(each -> DEGRADING.contains(Fault.of(each)))
            .findFirst()
            .orElse(null)
        : flapping;
  }

  private static Status status(HealthState state, @Nullable Cause cause) {
    return switch (state.phase()) {
      case STARTING -> Status.STARTING;
      case UP -> cause == null ? Status.HEALTHY : Status.DEGRADED;
      case DOWN -> Status.UNHEALTHY;
    };
  }

  private static Tally tally(HealthState state) {
    return new Tally(
        state.streak().successes(),
        state.streak().failures(),
        state.transitions().total(),
        state.isFlapping(),
        state.lastSuccess() == null ? null : state.lastSuccess().at());
  }

  /** The snapshot once this one is too old. */
  HealthSnapshot stale(Instant staleSince, Cause reason) {
    return with(Status.STALE, reason, staleSince).withTrace(null);
  }

  /** The same while this process is the reason why nothing newer is known; a known cause stays. */
  HealthSnapshot starved(Cause reason) {
    return switch (status()) {
      case STARTING -> with(Status.STARTING, reason, since());
      case HEALTHY -> with(Status.DEGRADED, reason, since());
      case DEGRADED, UNHEALTHY, STALE, DRAINING -> this;
    };
  }

  /** Whether there is nothing to tell between this and another: the same status and the same code. */
  boolean saysTheSameAs(HealthSnapshot other) {
    return status() == other.status() && Cause.haveSameCode(cause(), other.cause());
  }
}
