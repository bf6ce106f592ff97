package ai.hokusai.api;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.http.ApiServer;
import ai.hokusai.api.log.Events;
import ai.hokusai.api.log.HealthEvents;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The running process: what watches Redis and what serves, in the order of starting and stopping. */
final class Service {
  private static final String NAME = "hokusai-api";

  private final ApiServer server;
  private final @Nullable RedisHealth redis;

  private Service(ApiServer server, @Nullable RedisHealth redis) {
    this.server = server;
    this.redis = redis;
  }

  /**
   * Starts everything.
   *
   * @throws IOException where nobody can listen at the address
   */
  static Service start(AppConfig config) throws IOException {
    RedisHealth redis = config
        .redis()
        .map(settings -> RedisHealth.start(settings, NAME, new HealthEvents("redis")))
        .orElse(null);
    try {
      ApiServer server = ApiServer.start(config.listen(), health(redis));
      Events.listening(server.address());
      return new Service(server, redis);
    } catch (IOException | RuntimeException e) {
      if (redis != null) {
        redis.close();
      }
      throw e;
    }
  }

  /** A service that runs without Redis has no dependency that could fail. */
  private static Supplier<HealthSnapshot> health(@Nullable RedisHealth redis) {
    if (redis != null) {
      return redis::snapshot;
    }
    var healthy = new HealthSnapshot(Status.HEALTHY, null, Instant.now(), null, null, null);
    return () -> healthy;
  }

  /** Serves until the process gets SIGTERM or SIGINT, which then ends with exit code 0. */
  void runUntilStopped() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stop() {
    Events.stopping();
    server.close();
    if (redis != null) {
      redis.close();
    }
    // The JVM would end with 143 after a signal, which orchestrators count as a failure.
    Runtime.getRuntime().halt(ExitCode.OK);
  }
}
