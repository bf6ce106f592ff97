package ai.hokusai.api;

import ai.hokusai.api.config.DrainSettings;
import ai.hokusai.api.log.StopEvents;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The end of the service, step by step: say so, wait until no load balancer sends more, accept nothing,
 * finish what is in flight, close the pool. Run once, by one thread.
 */
final class OrderlyStop {
  private final DrainSettings settings;
  private final Runnable drain;
  private final Predicate<Duration> stopServer;
  private final Runnable close;

  /**
   * Prepares the steps.
   *
   * @param settings how long they take
   * @param drain says so
   * @param stopServer finishes within a limit what is in flight; false where it had to cut something off
   * @param close closes everything else
   */
  OrderlyStop(
      DrainSettings settings, Runnable drain, Predicate<Duration> stopServer, Runnable close) {
    this.settings = settings;
    this.drain = drain;
    this.stopServer = stopServer;
    this.close = close;
  }

  void run() {
    long start = System.nanoTime();
    StopEvents.draining(settings.delay());
    drain.run();
    pause(settings.delay());
    StopEvents.stopping();
    if (!stopServer.test(settings.timeout())) {
      StopEvents.cutShort(settings.timeout());
    }
    close.run();
    StopEvents.stopped(Duration.ofNanos(System.nanoTime() - start));
  }

  private static void pause(Duration delay) {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
