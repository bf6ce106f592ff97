package ai.hokusai.health.redis;

/**
 * Text that somebody else wrote, made harmless: of a bounded length, and every character that is not
 * printable ASCII shown as a question mark.
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
