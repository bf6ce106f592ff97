package ai.hokusai.health.traffic;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of everything that requests do with a dependency. Immutable: each look makes the next one
 * from nothing but this and the evidence.
 *
 * @param isWriteRequired whether the dependency is of no use where it takes no writes
 * @param since when it became usable or stopped to be, null while it has been usable all the time
 * @param connections new connections; kept ones may still work where these fail
 * @param reads reads, and work whose kind is not known
 */
public record Requests(
    boolean isWriteRequired,
    @Nullable Instant since,
    Verdict connections,
    Verdict reads,
    Verdict writes) {
  /** No request was judged, and writes are required. */
  public static final Requests NONE = initial(true);

  /**
   * The judgement before the first request.
   *
   * @param isWriteRequired whether the dependency is of no use where it takes no writes
   */
  public static Requests initial(boolean isWriteRequired) {
    return new Requests(isWriteRequired, null, Verdict.OK, Verdict.OK, Verdict.OK);
  }

  /**
   * The judgement after a further look.
   *
   * @return the next judgement, equal to this where nothing changed
   */
  public Requests next(Evidence evidence, Instant at) {
    long sinceProbe = evidence.sinceProbe();
    return with(
        connections.next(evidence.connections(), sinceProbe, true),
        reads.next(evidence.reads(), sinceProbe, false),
        writes.next(evidence.writes(), sinceProbe, false),
        at);
  }

  /**
   * The judgement once probes have ended an outage.
   *
   * @param cause what the outage was, null where it is not known
   * @return a judgement without that cause, and without those that a probe would have seen
   */
  public Requests afterRecoveryFrom(@Nullable Cause cause, Instant at) {
    return with(
        connections.afterRecoveryFrom(cause),
        reads.afterRecoveryFrom(cause),
        writes.afterRecoveryFrom(cause),
        at);
  }

  private Requests with(Verdict newConnections, Verdict newReads, Verdict newWrites, Instant at) {
    var next = new Requests(isWriteRequired, since, newConnections, newReads, newWrites);
    return next.isUsable() == isUsable()
        ? next
        : new Requests(isWriteRequired, at, newConnections, newReads, newWrites);
  }

  /**
   * The judgement while probes say that the dependency cannot be used.
   *
   * @return one in which everything is refused that this cause concerns
   */
  public Requests refusedFor(Cause cause) {
    Verdict refused = Verdict.refused(cause);
    return new Requests(
        isWriteRequired,
        since,
        connections,
        Verdict.concernsWritesOnly(cause) ? reads : refused,
        isOfWrites(cause) ? writes.refused() : refused);
  }

  /** Returns true if writes fail for a reason of their own, which a server gives beside another for the rest. */
  private boolean isOfWrites(Cause cause) {
    return writes.level() == Verdict.Level.REFUSED
        || (cause.faultClass() == FaultClass.SERVER && Verdict.concernsWritesOnly(writes.cause()));
  }

  /**
   * Returns true if the dependency is of use.
   *
   * @return false where reads are refused, or writes that are required
   */
  public boolean isUsable() {
    return reads.level() != Verdict.Level.REFUSED
        && !(isWriteRequired && writes.level() == Verdict.Level.REFUSED);
  }

  /**
   * The kind of operation that is hit worst.
   *
   * @return its verdict; of equal levels, that of reads before writes before connections
   */
  public Verdict worst() {
    Verdict worst = reads;
    for (Verdict each : List.of(writes, connections)) {
      worst = each.level().compareTo(worst.level()) > 0 ? each : worst;
    }
    return worst;
  }

  /** The verdict of one kind of operation. */
  public Verdict of(Operation operation) {
    return switch (operation) {
      case CONNECT -> connections;
      case READ -> reads;
      case WRITE -> writes;
    };
  }
}
