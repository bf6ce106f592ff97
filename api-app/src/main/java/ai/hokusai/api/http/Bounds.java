package ai.hokusai.api.http;

import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;

/** How much a client gets of the server, so that no client, slow, greedy or broken, takes it from the others. */
final class Bounds {
  /** The longest body of a request. */
  static final int BODY_BYTES = 256 * 1024;
  /** The longest wait for a body. Within DRAIN_TIMEOUT, so that an orderly stop cuts off none. */
  static final Duration BODY_TIME = Duration.ofSeconds(10);
  /** All bodies that are held at one time: a quarter of what a small heap has. */
  static final int ALL_BODIES_BYTES = 64 * BODY_BYTES;
  /** The longest time from the headers of a request to the last byte of its answer. */
  static final Duration EXCHANGE_TIME = Duration.ofSeconds(30);
  /** Requests that are worked for at one time; the pool of threads has 250. */
  static final int WORKING = 64;
  /** Requests that wait for their turn, without a thread. */
  static final int WAITING = 256;

  static final Duration WAITING_TIME = Duration.ofSeconds(1);

  static final int HEADER_BYTES = 8 * 1024;
  static final int CONNECTIONS = 4_000;
  // Longer than the 60 s of a load balancer on AWS: else it sends requests into connections that
  // just close.
  static final Duration IDLE_CONNECTION = Duration.ofSeconds(75);
  static final Duration IDLE_WHERE_MANY = Duration.ofSeconds(1);
  private static final Duration IDLE_REQUEST = Duration.ofSeconds(10);

  private Bounds() {}

  static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setIdleTimeout(IDLE_REQUEST.toMillis());
    // Nothing that is spelt in two ways, such as %2F or a path parameter before "..".
    http.setUriCompliance(UriCompliance.DEFAULT);
  }

  static LateConnector connector(Server server, HttpConfiguration http, String host, int port) {
    var connector = new LateConnector(server, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_CONNECTION.toMillis());
    return connector;
  }

  /** Idle connections go soon once there are too many; whoever comes meanwhile waits to be accepted. */
  static NetworkConnectionLimit connections(Server server) {
    var limit = new NetworkConnectionLimit(CONNECTIONS, server);
    limit.setEndPointIdleTimeout(IDLE_WHERE_MANY.toMillis());
    return limit;
  }

  /** What stands in front of everything that may wait for a client or for a dependency. */
  static Handler.Wrapper handlers() {
    var limit = new ExchangeLimit(EXCHANGE_TIME);
    var body = new BodyReader(BODY_TIME, ALL_BODIES_BYTES);
    body.setHandler(new WorkLimit());
    limit.setHandler(body);
    return limit;
  }
}
