package ai.hokusai.health;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells one listener, in order, on a thread that exists only while there is something to tell. Any
 * thread may give it news, and never waits.
 */
final class Teller {
  // While a listener blocks: a change or result is a few hundred bytes, and each check has one a
  // second at most.
  private static final int MAX_UNTOLD = 1_000;

  private final HealthListener listener;
  private final Threads threads;
  private final Deque<Consumer<HealthListener>> untold = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean isClosed;

  Teller(HealthListener listener, Threads threads) {
    this.listener = listener;
    this.threads = threads;
  }

  synchronized void tell(Consumer<HealthListener> news) {
    if (isClosed) {
      return;
    }
    if (untold.size() == MAX_UNTOLD) {
      untold.removeFirst();
    }
    untold.addLast(news);
    if (thread == null) {
      startThread();
    }
  }

  private void startThread() {
    try {
      thread = threads.start("health-listener", this::tellAll);
    } catch (Throwable e) {
      // No thread to be had now: what is untold goes out with the next news.
    }
  }

  private void tellAll() {
    for (var news = next(); news != null; news = next()) {
      try {
        news.accept(listener);
      } catch (Throwable e) {
        show(e);
      }
    }
  }

  private synchronized @Nullable Consumer<HealthListener> next() {
    Consumer<HealthListener> news = untold.pollFirst();
    if (news == null) {
      thread = null;
    }
    return news;
  }

  /** Shows a failure as the JVM shows what ends a thread, though this one goes on. */
  private static void show(Throwable failure) {
    var current = Thread.currentThread();
    try {
      current.getUncaughtExceptionHandler().uncaughtException(current, failure);
    } catch (Throwable e) {
      // A handler that fails too has had its chance.
    }
  }

  /** Takes no more news, and lets what there is be told. */
  synchronized void close() {
    isClosed = true;
  }

  /** Waits until all is told, or this is the thread that tells. */
  void await(long nanos) throws InterruptedException {
    Thread current = telling();
    if (current != null && current != Thread.currentThread()) {
      NANOSECONDS.timedJoin(current, nanos);
    }
  }

  private synchronized @Nullable Thread telling() {
    return thread;
  }

  /** Forgets what is untold and interrupts a listener that blocks. */
  synchronized void hurry() {
    untold.clear();
    if (thread != null && thread != Thread.currentThread()) {
      thread.interrupt();
    }
  }
}
