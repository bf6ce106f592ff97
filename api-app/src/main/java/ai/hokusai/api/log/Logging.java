package ai.hokusai.api.log;

import static java.util.Objects.requireNonNull;

import ai.hokusai.api.config.LogSettings;
import ai.hokusai.config.source.Secret;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log as the settings want it. */
public final class Logging {
  private static final String OURS = "ai.hokusai";

  private Logging() {}

  /**
   * Applies the settings, before the first event.
   *
   * @param settings how the log looks
   * @param secrets what must not be in a line, whoever writes it
   */
  public static void apply(LogSettings settings, List<Secret> secrets) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(DefaultLogging.APPENDER)
        instanceof OutputStreamAppender<ILoggingEvent> appender) {
      appender.setEncoder(encoder(context, settings.format(), secrets));
    }
    setLevel(context, settings.level());
  }

  /** Sends events to stderr from now on, for a command whose stdout is for machines. */
  public static void leaveStdout() {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    if (context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(DefaultLogging.APPENDER)
        instanceof ConsoleAppender<ILoggingEvent> appender) {
      appender.stop();
      appender.setTarget("System.err");
      appender.start();
    }
  }

  /** Formats events from now on, but writes them nowhere. */
  public static void silence() {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    if (context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(DefaultLogging.APPENDER)
        instanceof OutputStreamAppender<ILoggingEvent> appender) {
      appender.setOutputStream(OutputStream.nullOutputStream());
    }
  }

  static Encoder<ILoggingEvent> encoder(
      LoggerContext context, LogSettings.Format format, List<Secret> secrets) {
    LineFormat lines = switch (format) {
      case JSON -> new JsonLine();
      case TEXT -> new TextLine();
    };
    var encoder = new LineEncoder(lines, new Redaction(secrets));
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  /** Libraries stay at warnings, whose details may hold what came with a request. */
  static void setLevel(LoggerContext context, LogSettings.Level level) {
    var ours = requireNonNull(Level.toLevel(level.name()));
    context.getLogger(OURS).setLevel(ours);
    context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .setLevel(ours.isGreaterOrEqual(Level.WARN) ? ours : Level.WARN);
  }

  /** Whether an event is made of our own words and settings that may be shown. */
  static boolean isOurs(ILoggingEvent event) {
    return event.getLoggerName().startsWith(OURS);
  }
}
