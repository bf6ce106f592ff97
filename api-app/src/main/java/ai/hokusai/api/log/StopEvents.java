package ai.hokusai.api.log;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of stopping. Any thread may report. */
public final class StopEvents {
  private static final Logger LOG = LoggerFactory.getLogger("ai.hokusai.api");

  private StopEvents() {}

  /** The server says from now on that it is about to stop. */
  public static void draining(Duration delay) {
    Events.event(LOG.atInfo(), "health.draining")
        .addKeyValue("delayMs", delay.toMillis())
        .log("draining for {} ms; a second signal stops the process immediately", delay.toMillis());
  }

  /** The server accepts nothing any more. */
  public static void stopping() {
    Events.event(LOG.atInfo(), "shutdown.started").log("stopping");
  }

  /** Requests were cut off. */
  public static void cutShort(Duration limit) {
    Events.event(LOG.atWarn(), "shutdown.cut_short")
        .addKeyValue("limitMs", limit.toMillis())
        .addKeyValue("remedy", "raise DRAIN_TIMEOUT, and the stop time-out of the orchestrator")
        .log("requests still in flight after {} ms were aborted", limit.toMillis());
  }

  /** Everything has ended as it should. */
  public static void stopped(Duration took) {
    Events.event(LOG.atInfo(), "shutdown.completed")
        .addKeyValue("durationMs", took.toMillis())
        .log("stopped");
  }

  /** Stopping took longer than everything it consists of may take together. */
  public static void overdue() {
    Events.event(LOG.atError(), "shutdown.overdue")
        .addKeyValue("remedy", "report a bug")
        .log("shutdown exceeded its time limit and was aborted");
  }
}
