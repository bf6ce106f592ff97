package ai.hokusai.api.log;

import ai.hokusai.health.classify.Trace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The events of requests; only what goes wrong on our side is one. Any thread may report. */
public final class RequestEvents {
  private static final Logger LOG = LoggerFactory.getLogger("ai.hokusai.api.http");

  private RequestEvents() {}

  /**
   * A request ended in 500. What it asked for is not told: a path may hold anything.
   *
   * @param method GET, for example
   * @param failure what was thrown; of it, the class is told, and at DEBUG where
   */
  public static void failed(String method, Throwable failure) {
    LoggingEventBuilder event = Events.event(LOG.atError(), "request.failed")
        .addKeyValue("method", method)
        .addKeyValue("exceptionType", failure.getClass().getName());
    if (LOG.isDebugEnabled()) {
      event = event.addKeyValue("stack", Trace.of(failure));
    }
    event.log("a request ended in 500");
  }
}
