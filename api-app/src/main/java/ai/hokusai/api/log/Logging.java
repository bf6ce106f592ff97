package ai.hokusai.api.log;

import static java.util.Objects.requireNonNull;

import ai.hokusai.api.config.LogSettings;
import ai.hokusai.config.setting.Secret;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the settings of the log. */
public final class Logging {
  private static final String OWN_LOGGERS = "ai.hokusai";

  private Logging() {}

  /**
   * Applies the settings. Called before the first event, and again for a new secret.
   *
   * @param settings format and level
   * @param secrets the texts to redact in every line
   */
  public static void apply(LogSettings settings, List<Secret> secrets) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(DefaultLogging.APPENDER) instanceof LogAppender appender) {
      appender.encodeWith(new LineEncoder(settings.format(), secrets));
    }
    setLevel(context, settings.level());
  }

  /** Libraries log warnings and errors only: their details may contain parts of a request. */
  static void setLevel(LoggerContext context, LogSettings.Level level) {
    var own = requireNonNull(Level.toLevel(level.name()));
    context.getLogger(OWN_LOGGERS).setLevel(own);
    context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .setLevel(own.isGreaterOrEqual(Level.WARN) ? own : Level.WARN);
  }
}
