package ai.hokusai.api.http;

import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.thread.ExecutionStrategy;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The threads of the server. Jetty makes one more for each failed request that finds no reserved thread, so
 * that thousands of clients that disconnect at one time make hundreds; here such a task waits for a thread.
 * Half of the threads at most wait for Redis or for a client, so that none waits for ever.
 */
final class BoundedThreads extends QueuedThreadPool {

  BoundedThreads(int most) {
    super(most);
  }

  @Override
  public boolean tryExecute(Runnable task) {
    // A strategy hands over its place where a thread is free at once, and else keeps it.
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
