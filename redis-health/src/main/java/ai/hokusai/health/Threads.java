package ai.hokusai.health;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts the threads of a monitor or a probe: daemons with names of their owner. Any thread may use it. */
final class Threads {
  private static final AtomicInteger MONITORS = new AtomicInteger();

  private final String prefix;
  private final ThreadFactory factory;

  private Threads(String prefix, ThreadFactory factory) {
    this.prefix = prefix;
    this.factory = factory;
  }

  /** The threads of one more monitor of this process, with its number in their names. */
  static Threads ofMonitor(ThreadFactory factory) {
    return new Threads("redis-health-" + MONITORS.incrementAndGet() + "-", factory);
  }

  /** The threads of probes outside of a monitor. */
  static Threads ofProbes() {
    return new Threads("redis-health-", Thread::new);
  }

  /** Starts a thread for a task such as {@code check-redis}; throws where there is none to be had. */
  Thread start(String name, Runnable task) {
    Thread thread = factory.newThread(task);
    if (thread == null) {
      throw new IllegalStateException("the thread factory made no thread");
    }
    thread.setName(prefix + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
