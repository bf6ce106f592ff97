package ai.hokusai.api.metrics;

import ai.hokusai.api.metrics.HealthCounts.Outcome;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which codes can stand beside which results and changes, so that their series exist from the start. */
final class Codes {
  // Not the result of an attempt: a state of the service, a success with a warning, a stalled
  // monitor, a request without a connection.
  private static final Set<Fault> OF_NO_FAILURE = EnumSet.of(
      Fault.NOT_CHECKED_YET,
      Fault.SHUTTING_DOWN,
      Fault.TLS_CERTIFICATE_EXPIRING,
      Fault.AUTH_NOT_NEEDED,
      Fault.FLAPPING,
      Fault.SLOW,
      Fault.PROBE_STALLED,
      Fault.POOL_EXHAUSTED);
  private static final List<String> OF_FAILURES = Stream.of(Fault.values())
      .filter(each -> !OF_NO_FAILURE.contains(each))
      .map(Fault::code)
      .toList();
  // An attempt that fails for this reason counts neither way.
  private static final List<String> OF_OUTAGES = OF_FAILURES.stream()
      .filter(each -> !each.equals(Fault.PROCESS_STARVED.code()))
      .toList();
  private static final List<String> NONE = List.of("");

  private Codes() {}

  static List<String> of(Outcome outcome) {
    return switch (outcome) {
      case SUCCESS -> NONE;
      case FAILURE -> OF_FAILURES;
    };
  }

  /** The codes with which a check can come to a status; none where nothing leads there. */
  static List<String> of(Status to) {
    return switch (to) {
      case HEALTHY -> NONE;
      case DEGRADED ->
        Stream.of(Fault.FLAPPING, Fault.TLS_CERTIFICATE_EXPIRING, Fault.SLOW, Fault.PROCESS_STARVED)
            .map(Fault::code)
            .toList();
      case UNHEALTHY -> OF_OUTAGES;
      case STALE ->
        Stream.of(Fault.PROBE_STALLED, Fault.PROCESS_STARVED).map(Fault::code).toList();
      case STARTING, DRAINING -> List.of();
    };
  }
}
