package ai.hokusai.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Reads something that may block, such as a file on a network file system that has gone, within a time. */
final class TimedReading {

  private TimedReading() {}

  /**
   * Reads in a thread of its own, which is abandoned once the time is up.
   *
   * @param reading what to read
   * @param longest the time
   * @return what was read, empty where the time was up
   * @throws RuntimeException what the reading threw
   */
  static <T> Optional<T> within(Duration longest, Supplier<T> reading) throws InterruptedException {
    var task = new FutureTask<>(reading::get);
    var thread = new Thread(task, "read-settings");
    thread.setDaemon(true);
    thread.start();
    try {
      return Optional.of(task.get(longest.toNanos(), TimeUnit.NANOSECONDS));
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
