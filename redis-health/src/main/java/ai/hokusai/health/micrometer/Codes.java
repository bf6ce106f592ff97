package ai.hokusai.health.micrometer;

import ai.hokusai.health.classify.Fault;
import java.util.EnumSet;
import java.util.List;

/** The possible codes of failed attempts, so that their series exist from the start. */
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
  static final List<String> OF_FAILURES =
      EnumSet.complementOf(NOT_FAILURES).stream().map(Fault::code).toList();

  private Codes() {}
}
