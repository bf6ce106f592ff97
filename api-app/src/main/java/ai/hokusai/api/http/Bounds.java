package ai.hokusai.api.http;

import ai.hokusai.api.config.ListenAddress;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;

/** How much a client gets of the server, so that no client, slow, greedy or broken, takes it from the others. */
final class Bounds {
  /** The longest body of a request. */
  static final int BODY_BYTES = 256 * 1024;
  /** The longest wait for a body. Within DRAIN_TIMEOUT, so that an orderly stop cuts off none. */
  static final Duration BODY_TIME = Duration.ofSeconds(10);
  /** All bodies that are held at one time, copies included: less than a fifth of a small heap. */
  static final int ALL_BODIES_BYTES = 64 * BODY_BYTES;
  /** The longest time from the headers of a request to the last byte of its answer. */
  static final Duration EXCHANGE_TIME = Duration.ofSeconds(30);
  /** Requests that are worked for at one time, each of which may hold one document that is read. */
  static final int WORKING = 32;
  /** Requests that wait for their turn, without a thread. */
  static final int WAITING = 256;

  static final Duration WAITING_TIME = Duration.ofSeconds(1);

  static final int HEADER_BYTES = 8 * 1024;
  /** The longest time from accepting a connection, or the first byte of a further request, to the end of headers. */
  static final Duration HEADER_TIME = Duration.ofSeconds(10);

  static final int CONNECTIONS = 4_000;
  /** Twice as many as may wait for Redis: health is answered while all of these do. */
  static final int THREADS = 2 * WORKING;
  // Libraries, log, sockets to the outside: what a process has open beside connections.
  private static final int OWN_FILES = 64;
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

  static LateConnector connector(
      Server server, HttpConfiguration http, ListenAddress address, int connections) {
    var connector = new LateConnector(server, new StrictHttp(http));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setIdleTimeout(IDLE_CONNECTION.toMillis());
    connector.addBean(new Connections(connector.getScheduler(), HEADER_TIME, connections));
    return connector;
  }

  /**
   * How many connections may be open at one time.
   *
   * @param files how many files the process may have open
   * @param pool how many of them the pool of Redis may take
   */
  static int connections(long files, int pool) {
    return (int) Math.max(8, Math.min(CONNECTIONS, files - pool - OWN_FILES));
  }

  /** Where all connections are in use, idle ones go soon, and new ones wait to be accepted. */
  static NetworkConnectionLimit last(Server server, int connections) {
    var limit = new NetworkConnectionLimit(connections, server);
    limit.setEndPointIdleTimeout(IDLE_WHERE_MANY.toMillis());
    return limit;
  }

  /** What stands in front of everything that may wait for a client or for a dependency. */
  static Handler.Wrapper handlers(List<Resource> resources) {
    var limit = new ExchangeLimit(EXCHANGE_TIME);
    var admission = new Admission(resources);
    var body = new BodyReader(BODY_TIME, ALL_BODIES_BYTES);
    body.setHandler(new WorkLimit());
    admission.setHandler(body);
    limit.setHandler(admission);
    return limit;
  }
}
