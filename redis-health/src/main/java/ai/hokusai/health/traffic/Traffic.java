package ai.hokusai.health.traffic;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of the operations that a service performs on one dependency: totals since the start,
 * and a sliding window of ten seconds. Any thread may record, and takes no lock.
 */
public final class Traffic {
  // A failure is reported to the monitor at once, and further ones at most this often.
  private static final long WAKE_PAUSE = Duration.ofMillis(100).toNanos();
  private static final int OPERATIONS = Operation.values().length;

  private final LongSupplier nanos;
  private final Totals totals;
  private final Window window;
  private final AtomicLongArray lastSuccess = new AtomicLongArray(OPERATIONS);
  private final AtomicLongArray lastFailure = new AtomicLongArray(OPERATIONS);
  private final AtomicLongArray consecutiveFailures = new AtomicLongArray(OPERATIONS);
  private final List<Runnable> failureListeners = new CopyOnWriteArrayList<>();
  private final AtomicLong nextWake;

  /** A recorder that has seen nothing yet. */
  public Traffic() {
    this(System::nanoTime);
  }

  /**
   * A recorder that has seen nothing yet.
   *
   * @param words gives a fault its message and remedy where an operation fails with the fault alone
   */
  public Traffic(UnaryOperator<Cause> words) {
    this(System::nanoTime, words);
  }

  /** A recorder with a clock of its own. */
  public Traffic(LongSupplier nanos) {
    this(nanos, UnaryOperator.identity());
  }

  private Traffic(LongSupplier nanos, UnaryOperator<Cause> words) {
    var codes = new Codes(words);
    this.nanos = nanos;
    this.totals = new Totals(codes);
    this.window = new Window(codes);
    this.nextWake = new AtomicLong(nanos.getAsLong());
    for (int i = 0; i < OPERATIONS; i++) {
      lastSuccess.set(i, Outcomes.NEVER);
      lastFailure.set(i, Outcomes.NEVER);
    }
  }

  /**
   * Counts one operation that has ended.
   *
   * @param cause why it failed, null for a success
   * @param durationNanos how long it took, the wait for a connection included
   */
  public void record(Operation operation, @Nullable Cause cause, long durationNanos) {
    record(operation, cause, durationNanos, nanos.getAsLong());
  }

  /**
   * Counts one operation that has ended at a known time.
   *
   * @param cause why it failed, null for a success
   * @param now the reading of the monotonic clock at its end
   */
  public void record(Operation operation, @Nullable Cause cause, long durationNanos, long now) {
    totals.add(operation, cause, durationNanos);
    witness(operation, cause, now);
  }

  /**
   * Counts one operation that has ended, and shows nothing of the whole dependency: one on a shard
   * that is known to be down.
   */
  public void count(Operation operation, @Nullable Cause cause, long durationNanos) {
    totals.add(operation, cause, durationNanos);
  }

  /**
   * Takes in an outcome that shows whether this kind of operation works, and is no operation of the
   * service: that of a probe.
   *
   * @param cause why it failed, null for a success
   */
  public void witness(Operation operation, @Nullable Cause cause) {
    witness(operation, cause, nanos.getAsLong());
  }

  private void witness(Operation operation, @Nullable Cause cause, long now) {
    if (cause == Fault.INTERNAL_ERROR) {
      // An exception of the service or of this software shows nothing of the dependency.
      return;
    }
    window.add(operation, cause, now);
    int index = operation.index();
    if (cause == null) {
      lastSuccess.lazySet(index, now);
      if (consecutiveFailures.get(index) != 0) {
        consecutiveFailures.set(index, 0);
      }
    } else {
      lastFailure.lazySet(index, now);
      consecutiveFailures.incrementAndGet(index);
      wake(now);
    }
  }

  private void wake(long now) {
    long due = nextWake.get();
    if (now - due >= 0 && nextWake.compareAndSet(due, now + WAKE_PAUSE)) {
      failureListeners.forEach(Runnable::run);
    }
  }

  /**
   * Registers an action for failures. It runs on the thread that records, so it must not block.
   *
   * @param listener runs at the first failure at once, and then at most ten times a second
   */
  public void onFailure(Runnable listener) {
    failureListeners.add(listener);
  }

  /** Removes an action. */
  public void removeListener(Runnable listener) {
    failureListeners.remove(listener);
  }

  /**
   * Returns true if an operation of this kind has succeeded lately.
   *
   * @param within how long ago, in nanoseconds
   * @return false also where none has succeeded yet
   */
  public boolean hasSucceeded(Operation operation, long now, long within) {
    return since(lastSuccess, operation, now) <= within;
  }

  /**
   * The outcomes of one kind of operation.
   *
   * @param from operations that ended before this reading do not count
   * @return those of the last ten seconds at most
   */
  public Outcomes outcomes(Operation operation, long now, long from) {
    Window.Sum sum = window.sum(operation, now, from);
    return new Outcomes(
        sum.successes() + sum.failures(),
        sum.failures(),
        sum.cause(),
        consecutiveFailures.get(operation.index()),
        since(lastSuccess, operation, now),
        since(lastFailure, operation, now));
  }

  /**
   * The outcomes of all kinds of operations.
   *
   * @param from operations that ended before this reading do not count
   */
  public Evidence evidence(long now, long from, long sinceProbe) {
    return new Evidence(
        outcomes(Operation.CONNECT, now, from),
        outcomes(Operation.READ, now, from),
        outcomes(Operation.WRITE, now, from),
        sinceProbe);
  }

  private static long since(AtomicLongArray moments, Operation operation, long now) {
    long moment = moments.get(operation.index());
    return moment == Outcomes.NEVER ? Outcomes.NEVER : Math.max(0, now - moment);
  }

  /**
   * The operations since the start, for metrics.
   *
   * @return the same object each time; its numbers grow
   */
  public Totals totals() {
    return totals;
  }
}
