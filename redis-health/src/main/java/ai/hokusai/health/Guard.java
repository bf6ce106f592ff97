package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.CommandErrors;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.state.Phase;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Traffic;
import ai.hokusai.health.traffic.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands on a request path before a dependency: where it is down, the request is answered at once instead
 * of waiting for a time-out. It records how each call ended, which the monitor takes as evidence. Any
 * thread may call it; it reads the snapshot and takes no lock.
 *
 * <p>{@link #reads()} and {@link #writes()} say what a call does, so that reads go on while Redis refuses
 * writes. A kind of operation that has succeeded within the last second is never refused. So that a wrong
 * snapshot cannot lock the service out, one request at a time and one a second at most is let through
 * nevertheless where it will not wait for long: after a probe that succeeded, where the snapshot is
 * stale, and where the last attempt failed with an answer.
 */
public final class Guard {
  // Whoever tries would find no answer either, and wait for it as long as the pool lets him.
  private static final Set<Fault> SILENCE = EnumSet.of(
      Fault.DNS_TIMEOUT,
      Fault.CONNECT_TIMEOUT,
      Fault.NETWORK_UNREACHABLE,
      Fault.TLS_HANDSHAKE_TIMEOUT,
      Fault.READ_TIMEOUT,
      Fault.CHECK_TIMEOUT,
      // The server waits for a line or a record that this client will never send.
      Fault.SERVER_IS_PLAINTEXT,
      Fault.TLS_REQUIRED_BY_SERVER);

  private static final long LATELY = Duration.ofSeconds(1).toNanos();
  private static final Duration TRIAL_PAUSE = Duration.ofSeconds(1);

  private final Board board;
  private final int index;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final @Nullable Traffic traffic;
  private final Operation operation;
  private final boolean isOfAnyKind;
  private final Trial trial;
  private final Guard reads;
  private final Guard writes;

  Guard(
      Board board, int index, InstantSource clock, LongSupplier nanos, @Nullable Traffic traffic) {
    this.board = board;
    this.index = index;
    this.clock = clock;
    this.nanos = nanos;
    this.traffic = traffic;
    this.operation = Operation.READ;
    this.isOfAnyKind = true;
    this.trial = new Trial(nanos.getAsLong());
    this.reads = new Guard(this, Operation.READ);
    this.writes = new Guard(this, Operation.WRITE);
  }

  private Guard(Guard whole, Operation operation) {
    this.board = whole.board;
    this.index = whole.index;
    this.clock = whole.clock;
    this.nanos = whole.nanos;
    this.traffic = whole.traffic;
    this.operation = operation;
    this.isOfAnyKind = false;
    this.trial = new Trial(nanos.getAsLong());
    this.reads = operation == Operation.READ ? this : whole.reads;
    this.writes = this;
  }

  /**
   * The guard for work that only reads.
   *
   * @return the same each time; it lets reads through while only writes are refused
   */
  public Guard reads() {
    return reads;
  }

  /**
   * The guard for work that writes.
   *
   * @return the same each time
   */
  public Guard writes() {
    return writes;
  }

  /**
   * What uses the dependency.
   *
   * @param <T> what comes of it
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object, X extends Exception> {

    /**
     * Uses the dependency.
     *
     * @return what comes of it
     * @throws X where it fails
     */
    T run() throws X;
  }

  /**
   * Why a request is not to use the dependency.
   *
   * @param cause what is wrong with it
   * @param retryAfter when it will be asked again, about; an earlier request would be refused too
   */
  public record Refusal(Cause cause, Duration retryAfter) {}

  /**
   * Does the work where the dependency can be used, and else answers at once.
   *
   * @param <T> what the request gets
   * @param <X> what the work may throw
   * @param work what uses the dependency, and is done with it when it returns
   * @param otherwise the answer where it is down; it does without the dependency
   * @return what either of the two returned
   * @throws X where the work does
   */
  public <T extends @Nullable Object, X extends Exception> T call(
      Work<? extends T, X> work, Function<? super Refusal, ? extends T> otherwise) throws X {
    Published seen = board.view().check(index);
    if (isOpen(seen.snapshot()) || hasSucceededLately()) {
      return run(work);
    }
    if (!mayTry(seen.snapshot()) || !trial.begin(nanos.getAsLong())) {
      return otherwise.apply(refusal(seen));
    }
    try {
      return run(work);
    } finally {
      trial.end();
    }
  }

  private <T extends @Nullable Object, X extends Exception> T run(Work<? extends T, X> work)
      throws X {
    Traffic recorder = traffic;
    if (recorder == null) {
      return work.run();
    }
    long begin = nanos.getAsLong();
    T result;
    try {
      result = work.run();
    } catch (Throwable e) {
      recordFailure(recorder, e, begin);
      throw e;
    }
    long end = nanos.getAsLong();
    recorder.record(operation, null, end - begin, end);
    return result;
  }

  private void recordFailure(Traffic recorder, Throwable failure, long begin) {
    long end = nanos.getAsLong();
    Cause cause = CommandErrors.contain(failure) ? null : FaultClassifier.describe(failure);
    boolean isWrite = isOfAnyKind && Verdict.concernsWritesOnly(cause);
    recorder.record(isWrite ? Operation.WRITE : operation, cause, end - begin, end);
  }

  private boolean hasSucceededLately() {
    return traffic != null && traffic.hasSucceeded(operation, nanos.getAsLong(), LATELY);
  }

  /** Before the first result nothing speaks against the dependency, and the result is near. */
  private boolean isOpen(HealthSnapshot snapshot) {
    return switch (snapshot.status()) {
      case STARTING -> snapshot.checkedAt() == null;
      case STALE, DRAINING -> false;
      case HEALTHY, DEGRADED, UNHEALTHY -> verdict(snapshot).level() != Verdict.Level.REFUSED;
    };
  }

  /** The verdict for this kind; work of any kind needs both. */
  private Verdict verdict(HealthSnapshot snapshot) {
    Verdict ofKind = snapshot.requests().of(operation);
    Verdict ofWrites = snapshot.requests().writes();
    return isOfAnyKind && ofKind.level() != Verdict.Level.REFUSED ? ofWrites : ofKind;
  }

  private boolean mayTry(HealthSnapshot snapshot) {
    return snapshot.tally().consecutiveSuccesses() > 0
        || snapshot.status() == Status.STALE
        || !SILENCE.contains(Fault.of(snapshot.cause()));
  }

  private Refusal refusal(Published seen) {
    HealthSnapshot snapshot = seen.snapshot();
    Cause cause = Objects.requireNonNullElse(verdict(snapshot).cause(), snapshot.cause());
    // Only a request can end what only requests have shown.
    boolean isUp = seen.state().phase() == Phase.UP && snapshot.status() != Status.STALE;
    return new Refusal(
        Objects.requireNonNull(snapshot.status() == Status.STALE ? snapshot.cause() : cause),
        isUp ? TRIAL_PAUSE : seen.state().pause(seen.schedule(), clock.instant(), 0));
  }
}
