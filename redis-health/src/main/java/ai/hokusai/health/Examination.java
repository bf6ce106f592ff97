package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a Redis found, from the name to the last question. Immutable; it holds nothing that has
 * to be kept from anybody.
 *
 * @param cause what is wrong, null for nothing
 * @param failedStage the stage that the cause belongs to, null for none or where nobody knows; those
 *     before it went well
 * @param trace where the failure was thrown, null for a success or where nothing was
 * @param warnings what is not as it should be, although it makes nothing fail
 * @param facts what was learnt on the way
 * @param duration how long it took
 */
public record Examination(
    @Nullable Cause cause,
    @Nullable Stage failedStage,
    @Nullable Trace trace,
    List<Cause> warnings,
    RedisFacts facts,
    Duration duration) {
  // Some of these show only after the handshake: with TLS 1.3 as the first reply, and without TLS
  // as
  // a server that hangs up on the greeting.
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

  /**
   * Copies the list.
   *
   * @param cause as the component
   * @param failedStage as the component
   * @param trace as the component
   * @param warnings as the component
   * @param facts as the component
   * @param duration as the component
   */
  public Examination {
    warnings = List.copyOf(warnings);
  }

  /** What a probe of a new connection came to. */
  static Examination of(ProbeResult result) {
    RedisFacts facts = Objects.requireNonNullElse(result.facts(), RedisFacts.NONE);
    Cause cause = result.fault();
    return new Examination(
        cause,
        cause == null ? null : stage(cause, facts),
        result.trace(),
        result.warnings().stream()
            .filter(each -> each != cause)
            .<Cause>map(each -> each)
            .toList(),
        facts,
        result.duration());
  }

  /** What a request over the pool came to, of whose stages nobody knows. */
  static Examination ofPool(ProbeResult result) {
    return new Examination(
        result.fault(), null, result.trace(), List.of(), RedisFacts.NONE, result.duration());
  }

  private static Stage stage(Cause cause, RedisFacts facts) {
    Fault fault = Fault.of(cause);
    return fault != null && OF_TLS.contains(fault)
        ? Stage.TLS
        : lastEntered(facts).orElse(Stage.DNS);
  }

  /** How far somebody came of whom only the facts are known. */
  static Optional<Stage> lastEntered(RedisFacts facts) {
    Set<Stage> entered = facts.durations().keySet();
    return entered.isEmpty() ? Optional.empty() : Optional.of(Collections.max(entered));
  }
}
