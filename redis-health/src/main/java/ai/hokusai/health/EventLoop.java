package ai.hokusai.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The loop that runs each check when it is due. Nothing in it waits for a dependency, no exception
 * ends it, and only {@link #stop} does.
 */
final class EventLoop {
  // Where the JVM has run out of something, trying again at once would only take more of it.
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
   * @param checks each takes the time and answers when it will have something to do next
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
      // An error of the JVM itself, such as no memory left: the next turn may go better.
      return AFTER_ERROR;
    }
  }

  /** Cuts the pause short, since there is something to do; any thread may. */
  void wake() {
    LockSupport.unpark(thread);
  }

  /** Ends the loop, soon; any thread may. */
  void stop() {
    isStopped = true;
    wake();
  }
}
