package ai.hokusai.api.log;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the events of the shutdown. Thread-safe. */
public final class StopEvents {
  private static final Logger LOG = LoggerFactory.getLogger("ai.hokusai.api");

  private StopEvents() {}

  /** The health endpoints report that the server stops soon. */
  public static void draining(Duration delay) {
    Events.event(LOG.atInfo(), "health.draining")
        .addKeyValue("delayMs", delay.toMillis())
        .log("draining for {} ms; a second signal stops the process immediately", delay.toMillis());
  }

  /** The server accepts no more connections. */
  public static void stopping() {
    Events.event(LOG.atInfo(), "shutdown.started").log("stopping");
  }

  /** Requests in flight were aborted. */
  public static void aborted(Duration limit) {
    Events.event(LOG.atWarn(), "shutdown.cut_short")
        .addKeyValue("limitMs", limit.toMillis())
        .addKeyValue("remedy", "raise DRAIN_TIMEOUT, and the stop time-out of the orchestrator")
        .log("requests still in flight after {} ms were aborted", limit.toMillis());
  }

  /** The shutdown is complete. */
  public static void stopped(Duration took) {
    Events.event(LOG.atInfo(), "shutdown.completed")
        .addKeyValue("durationMs", took.toMillis())
        .log("stopped");
  }

  /** The shutdown exceeded its time limit. */
  public static void overdue() {
    Events.event(LOG.atError(), "shutdown.overdue")
        .addKeyValue("remedy", "report a bug")
        .log("shutdown exceeded its time limit and was aborted");
  }
}
