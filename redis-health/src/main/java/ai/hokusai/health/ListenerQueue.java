package ai.hokusai.health;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events for one listener, delivered in order on a thread that exists only while there are any.
 * Any thread may add events, and never waits.
 */
final class ListenerQueue {
  // While a listener blocks: an event is a few hundred bytes, and each check has one a
  // second at most.
  private static final int CAPACITY = 1_000;

  private final HealthListener listener;
  private final Threads threads;
  private final Deque<Consumer<HealthListener>> events = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean isClosed;

  ListenerQueue(HealthListener listener, Threads threads) {
    this.listener = listener;
    this.threads = threads;
  }

  /** Adds an event; the oldest is dropped where 1,000 are waiting. */
  synchronized void add(Consumer<HealthListener> event) {
    if (isClosed) {
      return;
    }
    if (events.size() == CAPACITY) {
      events.removeFirst();
    }
    events.addLast(event);
    if (thread == null) {
      startThread();
    }
  }

  private void startThread() {
    try {
      thread = threads.start("listener", this::deliver);
    } catch (Throwable e) {
      // No thread is available now: the next event starts one.
    }
  }

  private void deliver() {
    for (var event = next(); event != null; event = next()) {
      try {
        event.accept(listener);
      } catch (Throwable e) {
        report(e);
      }
    }
  }

  private synchronized @Nullable Consumer<HealthListener> next() {
    Consumer<HealthListener> event = events.pollFirst();
    if (event == null) {
      thread = null;
    }
    return event;
  }

  /** Reports a failure as the JVM reports what ends a thread, though this one goes on. */
  private static void report(Throwable failure) {
    var current = Thread.currentThread();
    try {
      current.getUncaughtExceptionHandler().uncaughtException(current, failure);
    } catch (Throwable e) {
      // The handler fails too.
    }
  }

  /** Accepts no more events; those that are waiting are delivered. */
  synchronized void close() {
    isClosed = true;
  }

  /** Waits until every event is delivered, unless the current thread delivers them. */
  void await(long nanos) throws InterruptedException {
    Thread current = current();
    if (current != null && current != Thread.currentThread()) {
      NANOSECONDS.timedJoin(current, nanos);
    }
  }

  private synchronized @Nullable Thread current() {
    return thread;
  }

  /** Drops the events that are waiting and interrupts a listener that blocks. */
  synchronized void interrupt() {
    events.clear();
    if (thread != null && thread != Thread.currentThread()) {
      thread.interrupt();
    }
  }
}
