package ai.hokusai.api.config;

import static ai.hokusai.api.config.ApiVariable.LOG_FORMAT;
import static ai.hokusai.api.config.ApiVariable.LOG_LEVEL;

/**
 * How the log looks.
 *
 * @param format the form of a line
 * @param level the least important events that are logged
 */
public record LogSettings(Format format, Level level) {
  /** What counts before the environment was read. */
  public static final LogSettings DEFAULT = new LogSettings(Format.JSON, Level.INFO);

  /** The forms of a line. */
  public enum Format {
    /** For machines. */
    JSON,
    /** For people at a terminal. */
    TEXT
  }

  /** The importance of an event. */
  public enum Level {
    /** Something does not work. */
    ERROR,
    /** Something works less well than it should. */
    WARN,
    /** Something changed. */
    INFO,
    /** What helps to find out why, such as stack traces. */
    DEBUG
  }

  static LogSettings read(SettingReader reader) {
    return new LogSettings(
        reader.value(LOG_FORMAT, (source, variable) -> source.word(variable, Format.class)),
        reader.value(LOG_LEVEL, (source, variable) -> source.word(variable, Level.class)));
  }
}
