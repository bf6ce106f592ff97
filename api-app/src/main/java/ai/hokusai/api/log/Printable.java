package ai.hokusai.api.log;

import java.util.regex.Pattern;

/**
 * Makes a text safe for one line at a terminal. Escapes control characters, line separators and characters
 * without a width, such as those that reverse the direction of text, as in Java.
 */
final class Printable {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:/@+,*#-]+");
  private static final Pattern NOT_IN_KEY = Pattern.compile("[^A-Za-z0-9_.-]");

  private Printable() {}

  /** A message, quoted if it could be parsed as keys and values. */
  static String message(String text) {
    String escaped = escaped(text);
    boolean isPlain = escaped.equals(text) && text.indexOf('=') < 0;
    return isPlain ? text : '"' + escaped + '"';
  }

  /** A value, quoted if it is more than one word. */
  static String value(String text) {
    return WORD.matcher(text).matches() ? text : '"' + escaped(text) + '"';
  }

  /** A key, which cannot be quoted. */
  static String key(String text) {
    return NOT_IN_KEY.matcher(text).replaceAll("_");
  }

  private static String escaped(String text) {
    var line = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(each -> append(line, each));
    return line.toString();
  }

  private static void append(StringBuilder line, int codePoint) {
    switch (codePoint) {
      case '"', '\\' -> line.append('\\').append((char) codePoint);
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (isVisible(codePoint)) {
          line.appendCodePoint(codePoint);
        } else {
          for (char unit : Character.toChars(codePoint)) {
            line.append("\\u%04x".formatted((int) unit));
          }
        }
      }
    }
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED -> false;
      default -> true;
    };
  }
}
