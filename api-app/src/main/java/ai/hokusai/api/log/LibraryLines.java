package ai.hokusai.api.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Limits the lines of libraries to a few for each logger and minute, since a client can cause any number of
 * them. Lines above the limit are counted. Thread-safe.
 */
public final class LibraryLines {
  static final int PER_MINUTE = 10;
  private static final LibraryLines OF_PROCESS = new LibraryLines();

  // Bounded by the number of classes that log.
  private final Map<String, Window> windows = new ConcurrentHashMap<>();
  private final LongAdder suppressed = new LongAdder();

  private record Window(long minute, int lines) {
    Window next(long now) {
      return now == minute ? new Window(minute, lines + 1) : new Window(now, 1);
    }
  }

  LibraryLines() {}

  /** The limit of this process. */
  public static LibraryLines ofProcess() {
    return OF_PROCESS;
  }

  /** The number of suppressed lines. */
  public long suppressed() {
    return suppressed.sum();
  }

  boolean permits(ILoggingEvent event) {
    long minute = TimeUnit.MILLISECONDS.toMinutes(event.getTimeStamp());
    Window window = windows.merge(
        event.getLoggerName(), new Window(minute, 1), (old, first) -> old.next(minute));
    if (window.lines <= PER_MINUTE) {
      return true;
    }
    suppressed.increment();
    return false;
  }
}
