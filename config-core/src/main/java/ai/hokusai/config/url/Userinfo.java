package ai.hokusai.config.url;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.grammar.Ascii;
import ai.hokusai.config.grammar.PercentDecoder;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.source.Unresolved;
import org.jspecify.annotations.Nullable;

/**
 * The credentials in a URL, split at the first ":" and percent-decoded. Immutable.
 *
 * @param username the user name, null for none
 * @param password the password, null for none
 */
record Userinfo(@Nullable String username, @Nullable Secret password) {
  /**
   * The characters that RFC 3986 §3.2.1 allows unencoded beside letters and digits; "%" and "@"
   * have rules of their own.
   */
  private static final String LEGAL = "-._~!$&'()*+,;=:%@";

  static final Userinfo NONE = new Userinfo(null, null);

  static Userinfo parse(String raw, UrlFindings findings) {
    int colon = raw.indexOf(':');
    if (colon < 0) {
      if (!raw.isEmpty()) {
        ConfigCode unresolved = Unresolved.of(raw, true);
        findings.add(
            unresolved == null ? ConfigCode.USERINFO_AMBIGUOUS : unresolved, Part.PASSWORD);
      }
      return NONE;
    }
    String username = decode(raw.substring(0, colon), Part.USERNAME, findings);
    String password = decode(raw.substring(colon + 1), Part.PASSWORD, findings);
    if (username == null || password == null) {
      return NONE;
    }
    return new Userinfo(
        username.isEmpty() ? null : username, password.isEmpty() ? null : Secret.of(password));
  }

  private static @Nullable String decode(String raw, Part part, UrlFindings findings) {
    ConfigCode unresolved = Unresolved.of(raw, part == Part.PASSWORD);
    if (unresolved != null) {
      findings.add(unresolved, part);
      return null;
    }
    if (Ascii.all(raw, Ascii::isLetterOrDigit)) {
      return raw;
    }
    if (raw.indexOf('@') >= 0) {
      findings.add(ConfigCode.USERINFO_RAW_AT, part);
    }
    if (!Ascii.all(raw, Userinfo::isLegal)) {
      findings.add(ConfigCode.USERINFO_UNENCODED_CHAR, part);
    }
    if (!PercentDecoder.isWellFormed(raw)) {
      findings.add(ConfigCode.USERINFO_BAD_PERCENT, part);
      return null;
    }
    String decoded = PercentDecoder.decode(raw).orElse(null);
    if (decoded == null) {
      findings.add(ConfigCode.USERINFO_BAD_UTF8, part);
      return null;
    }
    if (!Ascii.all(decoded, c -> !Character.isISOControl(c))) {
      findings.add(ConfigCode.CONTROL_CHARACTER, part);
    }
    return decoded;
  }

  private static boolean isLegal(int c) {
    return Ascii.isLetterOrDigit(c) || LEGAL.indexOf(c) >= 0;
  }

  @Override
  public String toString() {
    return "Userinfo";
  }
}
