package ai.hokusai.api.http;

import ai.hokusai.api.config.ListenAddress;
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
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The HTTP server. */
public final class ApiServer implements AutoCloseable {
  private final Javalin javalin;
  private final DeferredConnector connector;
  private final String host;
  private final int connections;

  private ApiServer(Javalin javalin, DeferredConnector connector, String host, int connections) {
    this.javalin = javalin;
    this.connector = connector;
    this.host = host;
    this.connections = connections;
  }

  /**
   * Starts everything except the connector.
   *
   * @param address the address to listen on; port 0 means any free port
   * @param pool the number of connections that the rest of the process may open
   * @param unlimited handles the paths that no limit applies to, before the resources
   * @param resources the other paths
   */
  public static ApiServer prepare(
      ListenAddress address, int pool, Handler.Wrapper unlimited, Resource... resources) {
    int connections = ServerLimits.connections(ServerLimits.openFiles(), pool);
    Javalin javalin = Javalin.create(config -> {
      configure(config, unlimited, List.of(resources));
      config.jetty.modifyServer(
          server -> server.addBean(ServerLimits.connectionLimit(server, connections)));
      config.jetty.addConnector(
          (server, http) -> ServerLimits.connector(server, http, address, connections));
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
    return new ApiServer(javalin, (DeferredConnector) connector, address.host(), connections);
  }

  /**
   * Starts to listen.
   *
   * @return this
   * @throws IOException if the address cannot be bound; the server is stopped then
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
      JavalinConfig config, Handler.Wrapper unlimited, List<Resource> resources) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.jetty.modifyHttpConfiguration(ApiServer::hardened);
    config.jetty.modifyServer(server -> modify(server, unlimited, resources));
    config.jetty.threadPool = BoundedThreads.of(ServerLimits.THREADS);
    config.http.maxRequestSize = ServerLimits.BODY_BYTES;
    config.http.prefer405over404 = true;
    // A strong ETag identifies bytes, which compression would change.
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
    ServerLimits.limit(http);
  }

  private static void modify(Server server, Handler.Wrapper unlimited, List<Resource> resources) {
    server.setOpenEarly(false);
    server.setErrorHandler(new ProblemErrorHandler());
    // Behind the paths without limits. Javalin attaches itself behind these handlers.
    unlimited.getTail().setHandler(ServerLimits.handlers(resources));
    server.setHandler(new TransferCodingFilter(unlimited));
    server.insertHandler(new GracefulHandler());
  }

  /** The maximum number of client connections. */
  public int connections() {
    return connections;
  }

  /** The address that it listens on. */
  public ListenAddress address() {
    return new ListenAddress(host, connector.getLocalPort());
  }

  /**
   * Stops accepting connections and finishes the requests in flight.
   *
   * @param limit the time limit
   * @return whether all requests were finished
   */
  public boolean stop(Duration limit) {
    javalin.jettyServer().server().setStopTimeout(limit.toMillis());
    try {
      javalin.stop();
      return true;
    } catch (JavalinException e) {
      // It has stopped nevertheless, and aborted the requests in flight.
      return false;
    }
  }

  /** Stops immediately. */
  @Override
  public void close() {
    javalin.stop();
  }
}
