package ai.hokusai.api.metrics;

import ai.hokusai.api.metrics.HealthCounts.Outcome;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The possible codes of each result and change, so that their series exist from the start. */
final class Codes {
  // Never the result of a failed attempt: states of the service, warnings, a stalled monitor, a
  // request without a connection.
  private static final Set<Fault> NOT_FAILURES = EnumSet.of(
      Fault.NOT_CHECKED_YET,
      Fault.SHUTTING_DOWN,
      Fault.TLS_CERTIFICATE_EXPIRING,
      Fault.AUTH_NOT_NEEDED,
      Fault.FLAPPING,
      Fault.SLOW,
      Fault.PROBE_STALLED,
      Fault.POOL_EXHAUSTED);
  private static final List<String> FAILURE_CODES = Stream.of(Fault.values())
      .filter(each -> !NOT_FAILURES.contains(each))
      .map(Fault::code)
      .toList();
  // An attempt that fails for this reason counts neither as a success nor as a failure.
  private static final List<String> OUTAGE_CODES = FAILURE_CODES.stream()
      .filter(each -> !each.equals(Fault.PROCESS_STARVED.code()))
      .toList();
  private static final List<String> NONE = List.of("");

  private Codes() {}

  static List<String> of(Outcome outcome) {
    return switch (outcome) {
      case SUCCESS -> NONE;
      case FAILURE -> FAILURE_CODES;
    };
  }

  /** The codes of a change to a status. */
  static List<String> of(Status to) {
    return switch (to) {
      case HEALTHY -> NONE;
      case DEGRADED ->
        Stream.of(Fault.FLAPPING, Fault.TLS_CERTIFICATE_EXPIRING, Fault.SLOW, Fault.PROCESS_STARVED)
            .map(Fault::code)
            .toList();
      case UNHEALTHY -> OUTAGE_CODES;
      case STALE ->
        Stream.of(Fault.PROBE_STALLED, Fault.PROCESS_STARVED).map(Fault::code).toList();
      case STARTING, DRAINING -> List.of();
    };
  }
}
