package ai.hokusai.config.grammar;

import java.util.function.IntPredicate;

/** Letters and digits as the grammars of the Internet mean them. */
public final class Ascii {

  private Ascii() {}

  /** Whether a character is a letter or digit of ASCII. */
  public static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  /** Whether a text is one or more digits of ASCII and nothing else. */
  public static boolean isDigits(String text) {
    return !text.isEmpty() && all(text, Ascii::isDigit);
  }

  /** Whether every character fits; a loop, because a stream costs more than the short texts do. */
  public static boolean all(String text, IntPredicate fits) {
    for (int i = 0; i < text.length(); i++) {
      if (!fits.test(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
