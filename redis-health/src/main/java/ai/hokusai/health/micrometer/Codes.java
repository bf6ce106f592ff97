package ai.hokusai.health.micrometer;

import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The possible codes of each result and change, so that their series exist from the start. */
final class Codes {
  // Never the result of a failed attempt: states of the service, warnings, a stalled monitor, a
  // request without a connection.
  private static final EnumSet<Fault> NOT_FAILURES = EnumSet.of(
      Fault.NOT_CHECKED_YET,
      Fault.SHUTTING_DOWN,
      Fault.TLS_CERTIFICATE_EXPIRING,
      Fault.AUTH_NOT_NEEDED,
      Fault.SENTINELS_DISAGREE,
      Fault.SENTINEL_NO_QUORUM,
      Fault.FLAPPING,
      Fault.SLOW,
      Fault.PROBE_STALLED,
      Fault.POOL_EXHAUSTED);
  /** The codes of failed attempts. */
  static final List<String> OF_FAILURES = codes(EnumSet.complementOf(NOT_FAILURES));

  // An attempt that fails for this reason counts neither as a success nor as a failure.
  private static final List<String> OF_OUTAGES = OF_FAILURES.stream()
      .filter(each -> !each.equals(Fault.PROCESS_STARVED.code()))
      .toList();

  private Codes() {}

  /** The codes of a change to a status; empty for the status of the service alone. */
  static List<String> of(Status to) {
    return switch (to) {
      case HEALTHY -> List.of("");
      case DEGRADED ->
        codes(EnumSet.of(
            Fault.FLAPPING,
            Fault.TLS_CERTIFICATE_EXPIRING,
            Fault.SLOW,
            Fault.SENTINEL_NO_QUORUM,
            Fault.SENTINEL_UNREACHABLE,
            Fault.SENTINEL_AUTH_FAILED,
            Fault.MASTER_NAME_UNKNOWN,
            Fault.REDIS_INSTEAD_OF_SENTINEL,
            Fault.PROCESS_STARVED));
      case UNHEALTHY -> OF_OUTAGES;
      case STALE -> codes(EnumSet.of(Fault.PROBE_STALLED, Fault.PROCESS_STARVED));
      case STARTING, DRAINING -> List.of();
    };
  }

  private static List<String> codes(Set<Fault> faults) {
    return faults.stream().map(Fault::code).toList();
  }
}
