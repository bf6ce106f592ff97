package ai.hokusai.api.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** The layout of one event as one line. Thread-safe. */
interface LineFormat {

  /**
   * Lays out an event.
   *
   * @param event the event, for its time, level, logger and exception
   * @param message its message, without secrets
   * @param pairs its keys and values, without secrets and without null
   * @return the line with its end, as bytes of UTF-8
   */
  byte[] line(ILoggingEvent event, String message, List<KeyValuePair> pairs);
}
