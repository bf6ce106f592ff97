package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asked on a request path before a dependency is used: where it is down, the request is answered at once
 * instead of waiting for a time-out. Any thread may call it; it reads the snapshot and takes no lock.
 *
 * <p>So that a wrong snapshot cannot lock the service out, one request at a time and one a second at most
 * is let through nevertheless where it will not wait for long: while the dependency recovers, where the
 * snapshot is stale, and where the last attempt failed with an answer. What comes of it changes nothing
 * in the snapshot; the check decides.
 */
public final class Guard {
  // Whoever tries would find no answer either, and wait for it as long as the pool lets him.
  private static final Set<Cause> SILENCE = Set.of(
      Fault.DNS_TIMEOUT,
      Fault.CONNECT_TIMEOUT,
      Fault.NETWORK_UNREACHABLE,
      Fault.TLS_HANDSHAKE_TIMEOUT,
      Fault.READ_TIMEOUT,
      Fault.CHECK_TIMEOUT,
      // The server waits for a line or a record that this client will never send.
      Fault.SERVER_IS_PLAINTEXT,
      Fault.TLS_REQUIRED_BY_SERVER);

  private final Board board;
  private final int index;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Trial trial;

  Guard(Board board, int index, InstantSource clock, LongSupplier nanos) {
    this.board = board;
    this.index = index;
    this.clock = clock;
    this.nanos = nanos;
    this.trial = new Trial(nanos.getAsLong());
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
    if (isOpen(seen.snapshot())) {
      return work.run();
    }
    if (!mayTry(seen.snapshot()) || !trial.begin(nanos.getAsLong())) {
      return otherwise.apply(refusal(seen));
    }
    try {
      return work.run();
    } finally {
      trial.end();
    }
  }

  /** Before the first result nothing speaks against the dependency, and the result is near. */
  private static boolean isOpen(HealthSnapshot snapshot) {
    return snapshot.isUsable()
        || (snapshot.status() == Status.STARTING && snapshot.checkedAt() == null);
  }

  private static boolean mayTry(HealthSnapshot snapshot) {
    return snapshot.tally().consecutiveSuccesses() > 0
        || snapshot.status() == Status.STALE
        || !SILENCE.contains(snapshot.cause());
  }

  private Refusal refusal(Published seen) {
    Duration pause = seen.state().pause(seen.schedule(), clock.instant(), 0);
    return new Refusal(Objects.requireNonNull(seen.snapshot().cause()), pause);
  }
}
