package ai.hokusai.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs each check when it is due. It never waits for a dependency, and no exception ends it; only
 * {@link #stop} does.
 */
final class EventLoop {
  // Where the JVM has run out of a resource, an immediate retry would only use more of it.
  private static final long AFTER_ERROR = Duration.ofMillis(100).toNanos();

  private final LongSupplier nanos;
  private final Starvation starvation;
  private volatile @Nullable Thread thread;
  private volatile boolean isStopped;

  EventLoop(LongSupplier nanos, Starvation starvation) {
    this.nanos = nanos;
    this.starvation = starvation;
  }

  /**
   * Loops on the calling thread until it is stopped.
   *
   * @param checks the checks; each receives the time and returns the time of its next action
   */
  void run(List<LongUnaryOperator> checks) {
    thread = Thread.currentThread();
    while (!isStopped) {
      long wait = turn(checks);
      if (wait > 0 && !isStopped) {
        park(wait);
      }
    }
  }

  private void park(long wait) {
    long start = nanos.getAsLong();
    LockSupport.parkNanos(this, wait);
    long now = nanos.getAsLong();
    starvation.late(now - start - wait, now);
    // An interrupt costs no more than one turn.
    boolean ignored = Thread.interrupted();
  }

  /** Runs each check that is due; returns the time until the next one is. */
  private long turn(List<LongUnaryOperator> checks) {
    starvation.look(nanos.getAsLong());
    long wait = Long.MAX_VALUE;
    for (LongUnaryOperator check : checks) {
      wait = Math.min(wait, advance(check));
    }
    return wait;
  }

  private long advance(LongUnaryOperator check) {
    try {
      long now = nanos.getAsLong();
      return check.applyAsLong(now) - now;
    } catch (Throwable e) {
      // An error of the JVM, such as no memory left: the next turn may succeed.
      return AFTER_ERROR;
    }
  }

  /** Ends the pause; any thread may call it. */
  void wake() {
    LockSupport.unpark(thread);
  }

  /** Ends the loop soon; any thread may call it. */
  void stop() {
    isStopped = true;
    wake();
  }
}
