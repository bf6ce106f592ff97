package ai.hokusai.api.config;

import static ai.hokusai.api.config.ApiVariable.LOG_FORMAT;
import static ai.hokusai.api.config.ApiVariable.LOG_LEVEL;

/**
 * The settings of the log.
 *
 * @param format the format of a line
 * @param level the least important events that are logged
 */
public record LogSettings(Format format, Level level) {
  /** The settings before the environment is resolved. */
  public static final LogSettings DEFAULT = new LogSettings(Format.JSON, Level.INFO);

  /** The formats of a line. */
  public enum Format {
    /** For machines. */
    JSON,
    /** For people at a terminal. */
    TEXT
  }

  /** The level of an event. */
  public enum Level {
    /** Something does not work. */
    ERROR,
    /** Something works with restrictions. */
    WARN,
    /** Something changed. */
    INFO,
    /** Details for debugging, such as stack traces. */
    DEBUG
  }

  static LogSettings read(SettingReader reader) {
    return new LogSettings(
        reader.word(LOG_FORMAT, Format.class), reader.word(LOG_LEVEL, Level.class));
  }
}
