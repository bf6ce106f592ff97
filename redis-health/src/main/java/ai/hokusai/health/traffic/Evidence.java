package ai.hokusai.health.traffic;

import ai.hokusai.health.classify.Fault;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of all kinds of operations at one moment. Immutable.
 *
 * @param sinceProbe nanoseconds since the last probe that succeeded, {@link Outcomes#NEVER} where
 *     the last one failed
 */
public record Evidence(Outcomes connections, Outcomes reads, Outcomes writes, long sinceProbe) {
  private static final int FEW = 5;
  // Longer than the time-outs of one stall, shorter than two probes.
  private static final long SILENCE = 1_600_000_000;

  /**
   * Returns true if requests alone show an outage: five consecutive ones have failed, the last one
   * just now, and none has succeeded for 1.6 s. Then a single failed probe decides.
   */
  public boolean showsSilence() {
    return Stream.of(reads, writes).allMatch(Evidence::isSilent)
        && failuresInARow(reads) + failuresInARow(writes) >= FEW;
  }

  private static boolean isSilent(Outcomes kind) {
    return kind.attempts() == 0 || (isFailing(kind) && kind.sinceSuccess() >= SILENCE);
  }

  private static boolean isFailing(Outcomes kind) {
    return kind.consecutiveFailures() > 0 && kind.sinceFailure() < SILENCE;
  }

  private static long failuresInARow(Outcomes kind) {
    return isFailing(kind) ? Math.min(kind.failures(), kind.consecutiveFailures()) : 0;
  }

  /**
   * Returns true if every kind that failed did so by time-outs, as in a process without processor
   * time.
   */
  public boolean isOfTimeouts() {
    return Stream.of(connections, reads, writes)
        .allMatch(kind -> kind.cause() == null || mayBeOfTimeouts(Fault.of(kind.cause())));
  }

  private static boolean mayBeOfTimeouts(@Nullable Fault fault) {
    return fault != null && (fault == Fault.POOL_EXHAUSTED || fault.isTimeout());
  }

  /**
   * The time since the last failed operation of a request in nanoseconds, {@link Outcomes#NEVER}
   * where none has.
   */
  public long sinceFailure() {
    return Math.min(
        connections.sinceFailure(), Math.min(reads.sinceFailure(), writes.sinceFailure()));
  }

  /**
   * The time since the last successful read or write in nanoseconds, {@link Outcomes#NEVER} where
   * none has.
   */
  public long sinceSuccess() {
    return Math.min(reads.sinceSuccess(), writes.sinceSuccess());
  }
}
