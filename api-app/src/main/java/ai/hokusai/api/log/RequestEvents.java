package ai.hokusai.api.log;

import ai.hokusai.health.classify.Trace;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs requests that fail because of the server, not because of the client. Thread-safe. */
public final class RequestEvents {
  private static final Logger LOG = LoggerFactory.getLogger("ai.hokusai.api.http");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private RequestEvents() {}

  /**
   * A request ended in 500. No text of the request is logged: a path or a method may hold anything.
   *
   * @param method GET, for example; logged where it is a method of HTTP
   * @param failure the exception; its class is logged, and at DEBUG its stack
   */
  public static void failed(String method, Throwable failure) {
    LoggingEventBuilder event = Events.event(LOG.atError(), "request.failed")
        .addKeyValue("method", METHODS.contains(method) ? method : "other")
        .addKeyValue("exceptionType", failure.getClass().getName());
    if (LOG.isDebugEnabled()) {
      event = event.addKeyValue("stack", Trace.of(failure));
    }
    event.log("a request ended in 500");
  }
}
