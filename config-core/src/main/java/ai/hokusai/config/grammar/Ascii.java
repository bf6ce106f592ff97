package ai.hokusai.config.grammar;

import java.util.function.IntPredicate;

/** The letters and digits of ASCII. */
public final class Ascii {

  private Ascii() {}

  /** Returns true if a character is a letter or digit of ASCII. */
  public static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  /** Returns true if a text is one or more digits of ASCII and nothing else. */
  public static boolean isDigits(String text) {
    return !text.isEmpty() && all(text, Ascii::isDigit);
  }

  /** Returns true if every character fits. */
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
