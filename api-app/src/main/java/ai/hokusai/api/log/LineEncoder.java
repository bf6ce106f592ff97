package ai.hokusai.api.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.Objects;

/** What Logback asks for the bytes of an event: one line each. Any thread may ask. */
final class LineEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  private final LineFormat format;
  private final Redaction redaction;

  LineEncoder(LineFormat format, Redaction redaction) {
    this.format = format;
    this.redaction = redaction;
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String message = Objects.requireNonNullElse(event.getFormattedMessage(), "");
    return format.line(event, Logging.isOurs(event) ? message : redaction.of(message));
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
