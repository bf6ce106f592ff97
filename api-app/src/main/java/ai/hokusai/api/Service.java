package ai.hokusai.api;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.http.ApiServer;
import ai.hokusai.api.log.Events;
import java.io.IOException;

/** The running process: what watches Redis and what serves, in the order of starting and stopping. */
final class Service {
  private static final String NAME = "hokusai-api";

  private final ApiServer server;
  private final ServiceHealth health;

  private Service(ApiServer server, ServiceHealth health) {
    this.server = server;
    this.health = health;
  }

  /**
   * Starts everything.
   *
   * @throws IOException where nobody can listen at the address
   */
  static Service start(AppConfig config) throws IOException {
    ServiceHealth health = config
        .redis()
        .map(settings -> ServiceHealth.watching(settings, NAME))
        .orElseGet(ServiceHealth::withoutRedis);
    try {
      ApiServer server = ApiServer.start(config.listen(), health::report);
      Events.listening(server.address());
      return new Service(server, health);
    } catch (IOException | RuntimeException e) {
      health.close();
      throw e;
    }
  }

  /** Stops everything, in the opposite order. */
  void stop() {
    Events.stopping();
    health.drain();
    server.close();
    health.close();
  }
}
