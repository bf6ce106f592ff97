package ai.hokusai.api.server;

import ai.hokusai.api.config.ApiVariable;
import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.HealthSettings;
import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.endpoint.HealthHandler;
import ai.hokusai.api.endpoint.ServiceFacts;
import ai.hokusai.api.http.ApiServer;
import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.DetailsAccess;
import ai.hokusai.api.http.Resource;
import ai.hokusai.api.http.ResourceRequests;
import ai.hokusai.api.log.Events;
import ai.hokusai.api.metrics.MetricSources;
import ai.hokusai.api.metrics.MetricsHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The running service: starts the monitoring of Redis and the server, and stops them in reverse order. */
public final class Service {
  private final AppConfig config;
  private final ApiServer server;
  private final ServiceHealth health;
  private final StartupGate start;

  private Service(AppConfig config, ApiServer server, ServiceHealth health, StartupGate start) {
    this.config = config;
    this.server = server;
    this.health = health;
    this.start = start;
  }

  /** Starts everything, as {@link #start(AppConfig, ListenAddress)} does, on the configured address. */
  public static Service start(AppConfig config) throws IOException, StartRefusedException {
    return start(config, config.listen());
  }

  /**
   * Starts everything. A strict start listens once {@link StartupGate} permits it.
   *
   * @param config the resolved environment
   * @param address the address to listen on, instead of the configured one
   * @throws IOException if the address cannot be bound
   * @throws StartRefusedException if the settings cannot be used and the start is strict
   */
  public static Service start(AppConfig config, ListenAddress address)
      throws IOException, StartRefusedException {
    DnsCacheTtl.apply();
    ServiceHealth health = ServiceHealth.create(config);
    var models =
        new BearerToken(ApiVariable.MODELS_TOKEN.name(), config.models().token());
    ApiServer server = null;
    try {
      Resource resource = health.models(config.models(), models);
      server = ApiServer.prepare(
          address,
          config.redis().map(settings -> settings.pool().max()).orElse(0),
          endpoints(config, health, models, resource.root()),
          resource);
      var start = new StartupGate(config.startup(), health::redis);
      start.decide();
      server.listen();
      Events.listening(config, server.address(), server.connections());
      return new Service(config, server, health, start);
    } catch (IOException | RuntimeException | StartRefusedException e) {
      abandon(server, health);
      throw e;
    }
  }

  private static HealthHandler endpoints(
      AppConfig config, ServiceHealth health, BearerToken models, String root) {
    HealthSettings settings = config.health();
    var details = new BearerToken(ApiVariable.HEALTH_DETAILS_TOKEN.name(), settings.detailsToken());
    var access = new DetailsAccess(details, settings.detailsOnLoopback());
    var handler = new HealthHandler(
        health::report,
        access,
        new ServiceFacts(
            config.name().orElse(""),
            config.release().orElse(""),
            Events.INSTANCE,
            config.safeUrl().orElse(""),
            config.settings(),
            health.problems(config)),
        health.recent(),
        InstantSource.system());
    var requests = new ResourceRequests(root);
    var sources = new MetricSources(
        health.metrics(),
        handler.requests(),
        requests,
        List.of(details, models),
        config.release().orElse("unknown"),
        config::redacted);
    var metrics = new MetricsHandler(sources, access);
    metrics.setHandler(requests);
    handler.setHandler(metrics);
    return handler;
  }

  /** The address that the server listens on. */
  public ListenAddress address() {
    return server.address();
  }

  /**
   * Waits until the start is over. A tolerant start is over immediately.
   *
   * @throws StartRefusedException if a probe shows that the settings cannot work; everything is stopped then
   */
  public void endStart() throws StartRefusedException {
    try {
      start.watch();
    } catch (StartRefusedException e) {
      abandon(server, health);
      throw e;
    }
  }

  /** Stops everything in reverse order, and finishes the requests in flight. */
  public void stop() {
    new GracefulShutdown(config.drain(), health::drain, server::stop, health::close).run();
  }

  /** Stops immediately, for a service that has served no request. */
  private static void abandon(@Nullable ApiServer server, ServiceHealth health) {
    if (server != null) {
      server.close();
    }
    health.close();
  }
}
