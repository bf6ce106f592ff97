package ai.hokusai.api.log;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** How one event looks as one line. Any thread may ask. */
interface LineFormat {

  /** The line with its end, as bytes of UTF-8. The message is given, since it may have been changed. */
  byte[] line(ILoggingEvent event, String message);
}
