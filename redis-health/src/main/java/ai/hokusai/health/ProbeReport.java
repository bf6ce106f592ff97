package ai.hokusai.health;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The report of one probe that a caller waited for. Immutable. Contains no secrets. */
public final class ProbeReport {
  // With TLS 1.3, some of these arrive as the first reply after the handshake; without TLS, as a
  // connection that the server closes after the greeting.
  private static final Set<Fault> OF_TLS = EnumSet.of(
      Fault.TLS_REQUIRED_BY_SERVER,
      Fault.SERVER_IS_PLAINTEXT,
      Fault.TLS_UNTRUSTED,
      Fault.TLS_EXPIRED,
      Fault.TLS_NOT_YET_VALID,
      Fault.TLS_HOSTNAME_MISMATCH,
      Fault.TLS_CLIENT_CERT_REQUIRED,
      Fault.TLS_CLIENT_CERT_EXPIRED,
      Fault.TLS_CLIENT_CERT_UNTRUSTED,
      Fault.TLS_PROTOCOL_MISMATCH,
      Fault.TLS_HANDSHAKE_TIMEOUT,
      Fault.TLS_HANDSHAKE_FAILED);

  private final Values values;

  private ProbeReport(Values values) {
    this.values = values;
  }

  /** Written before it is published, and never after. */
  private static final class Values {
    private @Nullable Cause cause;
    private @Nullable Stage failedStage;
    private @Nullable Trace trace;
    private List<Cause> warnings = List.of();
    private RedisFacts facts = RedisFacts.NONE;
    private Duration duration;

    Values(@Nullable Cause cause, @Nullable Stage failedStage, Duration duration) {
      this.cause = cause;
      this.failedStage = failedStage;
      this.duration = requireNonNull(duration, "duration");
    }

    Values(Values other) {
      this(other.cause, other.failedStage, other.duration);
      trace = other.trace;
      warnings = other.warnings;
      facts = other.facts;
    }

    List<@Nullable Object> all() {
      return Arrays.asList(cause, failedStage, trace, warnings, facts, duration);
    }
  }

  /** The report of a success. */
  public static ProbeReport success(Duration duration) {
    return new ProbeReport(new Values(null, null, duration));
  }

  /** The report of a failure in a stage, null where it is not known. */
  public static ProbeReport failure(Cause cause, @Nullable Stage stage, Duration duration) {
    return new ProbeReport(new Values(requireNonNull(cause, "cause"), stage, duration));
  }

  /** The report of a probe of a new connection. */
  static ProbeReport of(ProbeResult result) {
    RedisFacts facts = requireNonNullElse(result.facts(), RedisFacts.NONE);
    Cause cause = result.fault();
    List<Cause> warnings = result.warnings().stream()
        .filter(each -> each != cause)
        .<Cause>map(each -> each)
        .toList();
    return of(result, cause == null ? null : stage(cause, facts))
        .withWarnings(warnings)
        .withFacts(facts);
  }

  /** The report of a request over the pool, whose stages are not known. */
  static ProbeReport ofPool(ProbeResult result) {
    return of(result, null);
  }

  private static ProbeReport of(ProbeResult result, @Nullable Stage stage) {
    return new ProbeReport(new Values(result.fault(), stage, result.duration()))
        .withTrace(result.trace());
  }

  private static Stage stage(Cause cause, RedisFacts facts) {
    Fault fault = Fault.of(cause);
    return fault != null && OF_TLS.contains(fault)
        ? Stage.TLS
        : lastEntered(facts).orElse(Stage.DNS);
  }

  /** The last stage that was entered, as the facts show it. */
  static Optional<Stage> lastEntered(RedisFacts facts) {
    Set<Stage> entered = facts.durations().keySet();
    return entered.isEmpty() ? Optional.empty() : Optional.of(Collections.max(entered));
  }

  /** The cause of the failure, null for a success. */
  public @Nullable Cause cause() {
    return values.cause;
  }

  /** The stage that failed, null for none or where it is not known; those before it succeeded. */
  public @Nullable Stage failedStage() {
    return values.failedStage;
  }

  /** The place where the failure was thrown, null for a success or where nothing was thrown. */
  public @Nullable Trace trace() {
    return values.trace;
  }

  /**
   * Replaces the place where the failure was thrown, null for a success or where nothing was
   * thrown.
   */
  public ProbeReport withTrace(@Nullable Trace thrown) {
    var changed = new Values(values);
    changed.trace = thrown;
    return new ProbeReport(changed);
  }

  /** The warnings, which make nothing fail. */
  public List<Cause> warnings() {
    return values.warnings;
  }

  /** Replaces the warnings, which make nothing fail. */
  public ProbeReport withWarnings(List<Cause> causes) {
    var changed = new Values(values);
    changed.warnings = List.copyOf(causes);
    return new ProbeReport(changed);
  }

  /** The facts that were found. */
  public RedisFacts facts() {
    return values.facts;
  }

  /** Replaces the facts that were found. */
  public ProbeReport withFacts(RedisFacts found) {
    var changed = new Values(values);
    changed.facts = requireNonNull(found, "facts");
    return new ProbeReport(changed);
  }

  /** The time that the probe took. */
  public Duration duration() {
    return values.duration;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProbeReport report && values.all().equals(report.values.all());
  }

  @Override
  public int hashCode() {
    return values.all().hashCode();
  }

  @Override
  public String toString() {
    return cause() == null ? "success" : cause() + " in " + failedStage();
  }
}
