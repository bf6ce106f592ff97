package ai.hokusai.config.grammar;

/** Letters and digits as the grammars of the Internet mean them. */
public final class Ascii {

  private Ascii() {}

  /** Whether a character is a letter or digit of ASCII. */
  public static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  /** Whether a text is one or more digits of ASCII and nothing else. */
  public static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(Ascii::isDigit);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
