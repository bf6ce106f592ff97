package ai.hokusai.api.http;

import ai.hokusai.api.config.ListenAddress;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** The limits of the server, which keep one slow or faulty client from using the resources of others. */
final class ServerLimits {
  /** The maximum size of a request body. */
  static final int BODY_BYTES = 256 * 1024;
  /** The time limit for reading a body; less than DRAIN_TIMEOUT, so that a graceful shutdown aborts none. */
  static final Duration BODY_TIME = Duration.ofSeconds(10);
  /** The maximum size of all bodies in memory, copies included: less than a fifth of a small heap. */
  static final int ALL_BODIES_BYTES = 64 * BODY_BYTES;
  /** The time limit from the headers of a request to the last byte of its response. */
  static final Duration EXCHANGE_TIME = Duration.ofSeconds(30);
  /** The maximum number of concurrent requests; each may hold one document in memory. */
  static final int WORKING = 32;
  /** The maximum number of requests that wait, without a thread. */
  static final int WAITING = 256;

  static final Duration WAITING_TIME = Duration.ofSeconds(1);

  static final int HEADER_BYTES = 8 * 1024;
  /** The time limit from accepting a connection, or the first byte of a later request, to the end of headers. */
  static final Duration HEADER_TIME = Duration.ofSeconds(10);

  static final int CONNECTIONS = 4_000;
  /** Twice the number of concurrent requests, so that the health paths respond while all of those wait. */
  static final int THREADS = 2 * WORKING;
  // Open files other than connections: libraries, log, outgoing sockets.
  private static final int OWN_FILES = 64;
  // Longer than the 60 s of a load balancer on AWS, which would otherwise send requests over a
  // connection that closes at that moment.
  static final Duration IDLE_CONNECTION = Duration.ofSeconds(75);
  static final Duration IDLE_WHEN_FULL = Duration.ofSeconds(1);
  private static final Duration IDLE_REQUEST = Duration.ofSeconds(10);

  private ServerLimits() {}

  static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setIdleTimeout(IDLE_REQUEST.toMillis());
    // Rejects ambiguous paths, such as %2F or a path parameter before "..".
    http.setUriCompliance(UriCompliance.DEFAULT);
  }

  static DeferredConnector connector(
      Server server, HttpConfiguration http, ListenAddress address, int connections) {
    var connector = new DeferredConnector(server, new StrictHttp(http));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setIdleTimeout(IDLE_CONNECTION.toMillis());
    connector.addBean(new Connections(connector.getScheduler(), HEADER_TIME, connections));
    return connector;
  }

  /**
   * The maximum number of client connections.
   *
   * @param files the number of files that the process may open
   * @param pool the number of them that the pool of Redis may open
   */
  static int connections(long files, int pool) {
    return (int) Math.max(8, Math.min(CONNECTIONS, files - pool - OWN_FILES));
  }

  /** Closes idle connections early while all are in use, and then lets new connections wait. */
  static NetworkConnectionLimit connectionLimit(Server server, int connections) {
    var limit = new NetworkConnectionLimit(connections, server);
    limit.setEndPointIdleTimeout(IDLE_WHEN_FULL.toMillis());
    return limit;
  }

  /** The number of files and sockets that this process may open; unlimited if it is not known. */
  static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /** The handlers before every resource, which may wait for a client or for a dependency. */
  static Handler.Wrapper handlers(List<Resource> resources) {
    var limit = new ExchangeLimit(EXCHANGE_TIME);
    var filter = new ResourceFilter(resources);
    var body = new BodyReader(BODY_TIME, ALL_BODIES_BYTES);
    body.setHandler(new ConcurrencyLimit());
    filter.setHandler(body);
    limit.setHandler(filter);
    return limit;
  }

  /** Closes the connection of a client that reads its response too slowly. */
  static final class ExchangeLimit extends Handler.Wrapper {
    private final long millis;

    ExchangeLimit(Duration limit) {
      this.millis = limit.toMillis();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
      Scheduler.Task close = request
          .getComponents()
          .getScheduler()
          .schedule(() -> client.close(new TimeoutException()), millis, TimeUnit.MILLISECONDS);
      Request.addCompletionListener(request, failure -> close.cancel());
      return super.handle(request, response, callback);
    }
  }

  /**
   * Limits the number of concurrent requests, so that requests which wait for a dependency never use all threads.
   * Some more requests wait briefly without a thread; the others get 503 immediately.
   */
  static final class ConcurrencyLimit extends QoSHandler {

    ConcurrencyLimit() {
      setMaxRequestCount(WORKING);
      setMaxSuspendedRequestCount(WAITING);
      setMaxSuspend(WAITING_TIME);
    }

    @Override
    protected void reject(Request request, Response response, Callback callback, int status) {
      Problems.write(request, response, callback, Problem.busy());
    }

    @Override
    protected void failSuspended(
        Request request, Response response, Callback callback, int status, Throwable failure) {
      Problems.write(request, response, callback, Problem.busy());
    }
  }
}
