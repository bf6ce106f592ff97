package ai.hokusai.config.setting;

import java.util.List;

/**
 * A variable that a service reads. Implemented by an enum, whose constants are named as the
 * variable is; {@code docs/configuration.md} has one row for each.
 */
public interface Variable {

  /** The shape of a value before it is parsed. */
  enum Kind {
    /** Text on one line. */
    TEXT,
    /** One of a few words, among which {@code none} may be one. */
    WORD,
    /** A URL, which may hold a secret. */
    URL,
    /** A password or token, in which almost any character is legal. */
    SECRET,
    /** PEM blocks over several lines. */
    PEM,
    /** A JSON object, on one line or several, that holds a secret. */
    JSON
  }

  /** The name in the environment, such as {@code REDIS_PORT}. */
  String name();

  /** The shape of its value. */
  Kind kind();

  /** The default, as an operator would type it; empty where there is none. */
  String defaultText();

  /** The meaning, for documentation: half a sentence in lower case without a full stop. */
  String meaning();

  /** Old names that are still read, none by default. */
  default List<String> aliases() {
    return List.of();
  }

  /**
   * Returns true if the same name with {@code _FILE} at its end may name a file that holds the
   * value.
   */
  default boolean hasFile() {
    return false;
  }

  /**
   * The name of the variable that names the file with the value: this name with {@code _FILE} at
   * its end.
   */
  default String fileName() {
    return name() + "_FILE";
  }
}
