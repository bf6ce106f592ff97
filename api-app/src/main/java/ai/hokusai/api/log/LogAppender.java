package ai.hokusai.api.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/** Encodes events on the calling thread and adds the lines to the queue. Thread-safe. */
final class LogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final LogOutput output;
  private final LibraryLines libraryLines;
  private volatile LineEncoder encoder;

  LogAppender(LogOutput output, LibraryLines libraryLines, LineEncoder encoder) {
    this.output = output;
    this.libraryLines = libraryLines;
    this.encoder = encoder;
  }

  void encodeWith(LineEncoder other) {
    encoder = other;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (LineEncoder.isOwn(event) || libraryLines.permits(event)) {
      output.offer(encoder.encode(event));
    }
  }
}
