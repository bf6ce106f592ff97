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
  private static final String OURS = "ai.hokusai";

  private Logging() {}

  /**
   * Applies the settings, before the first event.
   *
   * @param settings format and level
   * @param secrets the texts that no line may hold
   */
  public static void apply(LogSettings settings, List<Secret> secrets) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(DefaultLogging.APPENDER) instanceof LogAppender appender) {
      appender.encodeWith(new LineEncoder(settings.format(), secrets));
    }
    setLevel(context, settings.level());
  }

  /** Libraries stay at warnings, whose details may hold what came with a request. */
  static void setLevel(LoggerContext context, LogSettings.Level level) {
    var ours = requireNonNull(Level.toLevel(level.name()));
    context.getLogger(OURS).setLevel(ours);
    context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .setLevel(ours.isGreaterOrEqual(Level.WARN) ? ours : Level.WARN);
  }
}
