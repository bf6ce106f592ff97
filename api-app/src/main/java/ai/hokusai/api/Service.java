package ai.hokusai.api;

import ai.hokusai.api.config.ApiVariable;
import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.HealthSettings;
import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.health.BearerToken;
import ai.hokusai.api.health.DetailsAccess;
import ai.hokusai.api.health.HealthHandler;
import ai.hokusai.api.health.ServiceFacts;
import ai.hokusai.api.http.ApiServer;
import ai.hokusai.api.log.Events;
import ai.hokusai.api.metrics.MetricSources;
import ai.hokusai.api.metrics.MetricsHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The running process: what watches Redis and what serves, in the order of starting and stopping. */
final class Service {
  private final AppConfig config;
  private final ApiServer server;
  private final ServiceHealth health;
  private final StrictStart start;

  private Service(AppConfig config, ApiServer server, ServiceHealth health, StrictStart start) {
    this.config = config;
    this.server = server;
    this.health = health;
    this.start = start;
  }

  /** Starts everything where the settings say, as {@link #start(AppConfig, ListenAddress)} does. */
  static Service start(AppConfig config) throws IOException, StartRefusedException {
    return start(config, config.listen());
  }

  /**
   * Starts everything; where the start is strict, it listens once {@link StrictStart} allows it.
   *
   * @param config what the environment says
   * @param address where to listen instead
   * @throws IOException where nobody can listen at the address
   * @throws StartRefusedException where the settings cannot be used and the start is strict
   */
  static Service start(AppConfig config, ListenAddress address)
      throws IOException, StartRefusedException {
    ServiceHealth health = HealthStart.of(config);
    var models =
        new BearerToken(ApiVariable.MODELS_TOKEN.name(), config.models().token());
    ApiServer server = null;
    try {
      server = ApiServer.prepare(
          address,
          config.redis().map(settings -> settings.pool().max()).orElse(0),
          endpoints(config, health, models),
          health.models(config.models(), models));
      var start = new StrictStart(config.startup(), health::redis);
      start.decide();
      server.listen();
      Events.listening(server.address(), server.connections());
      return new Service(config, server, health, start);
    } catch (IOException | RuntimeException | StartRefusedException e) {
      abandon(server, health);
      throw e;
    }
  }

  private static HealthHandler endpoints(
      AppConfig config, ServiceHealth health, BearerToken models) {
    HealthSettings settings = config.health();
    var details = new BearerToken(ApiVariable.HEALTH_DETAILS_TOKEN.name(), settings.detailsToken());
    var access = new DetailsAccess(details, settings.detailsOnLoopback());
    var handler = new HealthHandler(
        health::report,
        access,
        new ServiceFacts(
            config.release().orElse(""),
            UUID.randomUUID().toString(),
            config.safeUrl().orElse(""),
            config.settings(),
            health.problems(config)),
        health.history(),
        InstantSource.system());
    var sources = new MetricSources(
        health::report,
        health.counts(),
        handler.requests(),
        List.of(details, models),
        health::pool,
        config.redis().map(each -> MetricSources.Endpoint.of(each, config::redacted)),
        config.release().orElse("unknown"),
        health.operations());
    handler.setHandler(new MetricsHandler(sources, access));
    return handler;
  }

  /** Where it listens. */
  ListenAddress address() {
    return server.address();
  }

  /**
   * Waits until the start is over, which it is at once where it need not be strict.
   *
   * @throws StartRefusedException where Redis shows meanwhile that the settings cannot work; everything has
   *     stopped then
   */
  void endStart() throws StartRefusedException {
    try {
      start.watch();
    } catch (StartRefusedException e) {
      abandon(server, health);
      throw e;
    }
  }

  /** Stops everything, in the opposite order, and loses nothing that is in flight. */
  void stop() {
    new OrderlyStop(config.drain(), health::drain, server::stop, health::close).run();
  }

  /** Stops at once what has not begun to be of use. */
  private static void abandon(@Nullable ApiServer server, ServiceHealth health) {
    if (server != null) {
      server.close();
    }
    health.close();
  }
}
