package ai.hokusai.api.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs a read that may block, such as one of a file on an unreachable network file system, with a time limit. */
final class TimedReading {

  private TimedReading() {}

  /**
   * Reads on a separate thread, which is abandoned at the time limit.
   *
   * @param limit the time limit
   * @param reading the read
   * @return the result, empty at the time limit
   * @throws RuntimeException the exception of the read
   */
  static <T> Optional<T> within(Duration limit, Supplier<T> reading) throws InterruptedException {
    var task = new FutureTask<>(reading::get);
    var thread = new Thread(task, "read-settings");
    thread.setDaemon(true);
    thread.start();
    try {
      return Optional.of(task.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
