package ai.hokusai.health.traffic;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of all operations on a dependency, those of requests and of the pool. Immutable.
 */
public final class Requests {
  /** The judgement before the first request, where writes are required. */
  public static final Requests NONE = initial(true);

  private final boolean isWriteRequired;
  private final Verdict connections;
  private final Verdict reads;
  private final Verdict writes;

  private Requests(boolean isWriteRequired, Verdict connections, Verdict reads, Verdict writes) {
    this.isWriteRequired = isWriteRequired;
    this.connections = requireNonNull(connections, "connections");
    this.reads = requireNonNull(reads, "reads");
    this.writes = requireNonNull(writes, "writes");
  }

  /** A judgement, each value as its accessor describes it. */
  public static Requests of(
      boolean isWriteRequired, Verdict connections, Verdict reads, Verdict writes) {
    return new Requests(isWriteRequired, connections, reads, writes);
  }

  /** Returns true if the dependency cannot be used without writes. */
  public boolean isWriteRequired() {
    return isWriteRequired;
  }

  /** New connections. Open ones may still work where these fail. */
  public Verdict connections() {
    return connections;
  }

  /** Reads, and work whose kind is not known. */
  public Verdict reads() {
    return reads;
  }

  /** Writes. */
  public Verdict writes() {
    return writes;
  }

  /**
   * The judgement before the first request.
   *
   * @param isWriteRequired whether the dependency cannot be used without writes
   */
  public static Requests initial(boolean isWriteRequired) {
    return new Requests(isWriteRequired, Verdict.OK, Verdict.OK, Verdict.OK);
  }

  /** The judgement after further evidence, equal to this where nothing changed. */
  public Requests next(Evidence evidence) {
    long sinceProbe = evidence.sinceProbe();
    return new Requests(
        isWriteRequired,
        connections.next(evidence.connections(), sinceProbe, true),
        reads.next(evidence.reads(), sinceProbe, false),
        writes.next(evidence.writes(), sinceProbe, false));
  }

  /**
   * The judgement once probes have ended an outage.
   *
   * @param cause the cause of the outage, null where it is not known
   * @return a judgement without that cause, and without those that a probe would have found
   */
  public Requests afterRecoveryFrom(@Nullable Cause cause) {
    return new Requests(
        isWriteRequired,
        connections.afterRecoveryFrom(cause),
        reads.afterRecoveryFrom(cause),
        writes.afterRecoveryFrom(cause));
  }

  /**
   * The judgement while probes fail: every kind of operation that the cause concerns is refused.
   */
  public Requests refusedFor(Cause cause) {
    Verdict refused = Verdict.refused(cause);
    return new Requests(
        isWriteRequired,
        connections,
        Verdict.concernsWritesOnly(cause) ? reads : refused,
        isOfWrites(cause) ? writes.refused() : refused);
  }

  /** Returns true if writes fail for a reason of their own. */
  private boolean isOfWrites(Cause cause) {
    return writes.level() == Verdict.Level.REFUSED
        || (cause.faultClass() == FaultClass.SERVER && Verdict.concernsWritesOnly(writes.cause()));
  }

  /** Returns true unless reads are refused, or writes that are required. */
  public boolean isUsable() {
    return reads.level() != Verdict.Level.REFUSED
        && !(isWriteRequired && writes.level() == Verdict.Level.REFUSED);
  }

  /** The worst verdict; of equal levels, that of reads before writes before connections. */
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

  private List<@Nullable Object> values() {
    return Arrays.asList(isWriteRequired, connections, reads, writes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Requests requests && values().equals(requests.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
