package ai.hokusai.api;

import ai.hokusai.api.config.DrainSettings;
import ai.hokusai.api.http.ApiServer;
import ai.hokusai.api.log.StopEvents;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The end of the service, step by step: say so, wait until no load balancer sends more, accept nothing,
 * finish what is in flight, close the pool. Run once, by one thread.
 */
final class OrderlyStop {
  private final DrainSettings drain;
  private final ServiceHealth health;
  private final ApiServer server;

  OrderlyStop(DrainSettings drain, ServiceHealth health, ApiServer server) {
    this.drain = drain;
    this.health = health;
    this.server = server;
  }

  void run() {
    long start = System.nanoTime();
    StopEvents.draining(drain.delay());
    health.drain();
    pause(drain.delay());
    StopEvents.stopping();
    if (!server.stop(drain.timeout())) {
      StopEvents.cutShort(drain.timeout());
    }
    health.close();
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
