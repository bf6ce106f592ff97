package ai.hokusai.api.http;

import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.thread.ExecutionStrategy;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The thread pool of the server. Jetty starts one more thread for each failed request without a reserved thread,
 * so that a mass disconnect starts hundreds; here such a task is queued. At most half of the threads wait for
 * Redis or for a client, so that no task is queued forever.
 */
final class BoundedThreads extends QueuedThreadPool {

  // What Jetty would read from the platform MBean server, which takes 250 classes: references of
  // 4 bytes in 64. It is a hint for the layout of a queue.
  private static final String CACHE_LINE = "org.eclipse.jetty.util.referencesPerCacheLine";
  // Jetty collects all locales, more than 1,000 of CLDR in ten ways. Nothing here formats for a
  // locale: the root and those of providers on the class path, of which there are none, suffice.
  private static final String LOCALES = "java.locale.providers";

  private BoundedThreads(int max) {
    super(max);
  }

  /** A pool of at most that many threads. */
  static BoundedThreads of(int max) {
    setUnlessSet(CACHE_LINE, "16");
    setUnlessSet(LOCALES, "SPI");
    return new BoundedThreads(max);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  @Override
  public boolean tryExecute(Runnable task) {
    // An ExecutionStrategy must not be queued: it continues on its own thread if none is free.
    return super.tryExecute(task) || (!(task instanceof ExecutionStrategy) && queue(task));
  }

  private boolean queue(Runnable task) {
    try {
      execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      // While the server stops.
      return false;
    }
  }
}
