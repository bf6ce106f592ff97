package ai.hokusai.api.http;

import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.health.HealthHandler;
import ai.hokusai.api.log.RequestEvents;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The HTTP server with its endpoints. */
public final class ApiServer implements AutoCloseable {
  private final Javalin javalin;
  private final LateConnector connector;
  private final String host;
  private final int connections;

  private ApiServer(Javalin javalin, LateConnector connector, String host, int connections) {
    this.javalin = javalin;
    this.connector = connector;
    this.host = host;
    this.connections = connections;
  }

  /**
   * Starts everything but listening.
   *
   * @param address where it will listen; port 0 stands for any free one
   * @param pool how many connections the rest of the process may open
   * @param health answers the health paths ahead of everything else
   * @param resources answer the rest
   */
  public static ApiServer prepare(
      ListenAddress address, int pool, HealthHandler health, Resource... resources) {
    int connections = Bounds.connections(OpenFiles.limit(), pool);
    Javalin javalin = Javalin.create(config -> {
      configure(config, health, List.of(resources));
      config.jetty.modifyServer(server -> server.addBean(Bounds.last(server, connections)));
      config.jetty.addConnector(
          (server, http) -> Bounds.connector(server, http, address, connections));
      for (Resource resource : resources) {
        resource.addTo(config.routes);
      }
    });
    try {
      javalin.start();
    } catch (RuntimeException e) {
      javalin.stop();
      throw e;
    }
    Connector connector = javalin.jettyServer().server().getConnectors()[0];
    return new ApiServer(javalin, (LateConnector) connector, address.host(), connections);
  }

  /**
   * Begins to listen.
   *
   * @return this
   * @throws IOException where nobody can listen at the address; it has stopped then
   */
  public ApiServer listen() throws IOException {
    try {
      connector.listen();
      return this;
    } catch (IOException e) {
      close();
      throw e;
    } catch (Exception e) {
      close();
      throw new IllegalStateException(e);
    }
  }

  private static void configure(
      JavalinConfig config, HealthHandler health, List<Resource> resources) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.jetty.modifyHttpConfiguration(ApiServer::hardened);
    config.jetty.modifyServer(server -> modify(server, health, resources));
    config.jetty.threadPool = new BoundedThreads(Bounds.THREADS);
    config.http.maxRequestSize = Bounds.BODY_BYTES;
    config.http.prefer405over404 = true;
    // A strong ETag names bytes, and compressed ones would be others.
    config.http.compressionStrategy = CompressionStrategy.NONE;
    problems(config.routes);
    config.router.javaLangErrorHandler((response, error) -> RequestEvents.failed("unknown", error));
  }

  private static void problems(RoutesConfig routes) {
    routes.exception(
        ProblemException.class, (refusal, context) -> Problems.refused(context, refusal));
    routes.exception(
        HttpResponseException.class, (refusal, context) -> Problems.refused(context, refusal));
    routes.exception(Exception.class, (failure, context) -> Problems.internal(context, failure));
  }

  private static void hardened(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.addCustomizer(new SecurityHeaders());
    Bounds.limit(http);
  }

  private static void modify(Server server, HealthHandler health, List<Resource> resources) {
    server.setOpenEarly(false);
    server.setErrorHandler(new ProblemErrorHandler());
    // Behind what is answered without bounds; Javalin attaches itself behind them.
    health.getTail().setHandler(Bounds.handlers(resources));
    server.setHandler(new Framing(health));
    server.insertHandler(new GracefulHandler());
  }

  /** How many connections of clients it takes at one time. */
  public int connections() {
    return connections;
  }

  /** Where it listens. */
  public ListenAddress address() {
    return new ListenAddress(host, connector.getLocalPort());
  }

  /**
   * Accepts nothing any more and finishes what is in flight.
   *
   * @param limit the longest wait for that
   * @return whether everything was finished
   */
  public boolean stop(Duration limit) {
    javalin.jettyServer().server().setStopTimeout(limit.toMillis());
    try {
      javalin.stop();
      return true;
    } catch (JavalinException e) {
      // It has stopped nevertheless, and cut off what was in flight.
      return false;
    }
  }

  /** Stops at once. */
  @Override
  public void close() {
    javalin.stop();
  }
}
