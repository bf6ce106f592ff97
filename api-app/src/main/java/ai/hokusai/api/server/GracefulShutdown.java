package ai.hokusai.api.server;

import ai.hokusai.api.config.DrainSettings;
import ai.hokusai.api.log.StopEvents;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Stops the service step by step: report 503, wait until the load balancer sends no more requests, stop
 * accepting, finish the requests in flight, close the pool. Runs once, on one thread.
 */
final class GracefulShutdown {
  private final DrainSettings settings;
  private final Runnable drain;
  private final Predicate<Duration> stopServer;
  private final Runnable close;

  /**
   * Prepares the steps.
   *
   * @param settings the durations of the steps
   * @param drain makes the health endpoints report 503
   * @param stopServer finishes the requests in flight within a limit; false if it aborted some
   * @param close closes everything else
   */
  GracefulShutdown(
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
      StopEvents.aborted(settings.timeout());
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
