package ai.hokusai.health.redis;

/**
 * Sanitizes text from outside: cuts it to a length and replaces every character outside printable
 * ASCII by a question mark.
 */
final class ForeignText {
  private static final String CUT = "...";

  private ForeignText() {}

  static String of(String text, int maxLength) {
    boolean isTooLong = text.length() > maxLength;
    var kept = new StringBuilder(isTooLong ? text.substring(0, maxLength - CUT.length()) : text);
    for (int i = 0; i < kept.length(); i++) {
      if (kept.charAt(i) < ' ' || kept.charAt(i) > '~') {
        kept.setCharAt(i, '?');
      }
    }
    return isTooLong ? kept.append(CUT).toString() : kept.toString();
  }
}
