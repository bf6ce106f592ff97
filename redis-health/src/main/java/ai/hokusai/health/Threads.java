package ai.hokusai.health;

import java.util.concurrent.ThreadFactory;

/** Starts the threads of a monitor: named daemons. Any thread may use it. */
final class Threads {
  private final ThreadFactory factory;

  Threads(ThreadFactory factory) {
    this.factory = factory;
  }

  /** Starts a thread; throws where there is none to be had. */
  Thread start(String name, Runnable task) {
    Thread thread = factory.newThread(task);
    if (thread == null) {
      throw new IllegalStateException("the thread factory made no thread");
    }
    thread.setName(name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
