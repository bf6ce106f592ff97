package ai.hokusai.config.source;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.setting.Variable.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Trims and unquotes every value before it is parsed, and rejects those that cannot be meant. */
final class ValueSanitizer {
  // The JDK's replacement for bytes that are not valid in the encoding of the locale.
  private static final char UNDECODABLE = '\uFFFD';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final Pattern COMMENT = Pattern.compile("\\s#");
  private static final Pattern COMMENT_OF_SECRET = Pattern.compile("\\s#\\s");
  private static final String KEY_VAULT = "@Microsoft.KeyVault(";
  private static final String PEM_START = "-----BEGIN ";
  private static final Pattern ASSIGNMENT = Pattern.compile("(?:export\\s++)?+[A-Z][A-Z0-9_]*+=");
  // A token may hold "=", so only the name of a Redis variable in front of it makes an assignment,
  // with or without a prefix.
  private static final Pattern OWN_ASSIGNMENT =
      Pattern.compile("(?:export\\s++)?+(?:[A-Z][A-Z0-9_]*_)?REDIS_[A-Z_]++=");

  private final Kind kind;
  private final Origin origin;
  private final Problems problems;
  private boolean clean = true;

  private ValueSanitizer(Kind kind, Origin origin, Problems problems) {
    this.kind = kind;
    this.origin = origin;
    this.problems = problems;
  }

  static Reading<String> clean(Kind kind, String raw, Origin origin, Problems problems) {
    return new ValueSanitizer(kind, origin, problems).clean(raw);
  }

  private Reading<String> clean(String raw) {
    if (raw.isEmpty()) {
      return Reading.absent();
    }
    String text = unquoted(trimmed(raw));
    if (text.isEmpty()) {
      report(ConfigCode.BLANK_IGNORED);
      return Reading.absent();
    }
    check(text);
    return new Reading<>(clean ? text : null, origin);
  }

  private String trimmed(String raw) {
    int start = 0;
    int end = raw.length();
    while (start < end && isBlank(raw.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(raw.charAt(end - 1))) {
      end--;
    }
    // Every tool ends such a text with a line end, which is no mistake.
    if (end - start < raw.length() && start < end && !hasLines()) {
      report(ConfigCode.WHITESPACE_TRIMMED);
    }
    return raw.substring(start, end);
  }

  /** Removes the name of an assignment and keeps its value. */
  static String withoutName(String text) {
    return OWN_ASSIGNMENT.matcher(text).replaceFirst("");
  }

  private static boolean isBlank(char c) {
    boolean isGraphic = c > ' ' && c <= '~';
    return !isGraphic
        && (c == BYTE_ORDER_MARK || Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  private String unquoted(String text) {
    int last = text.length() - 1;
    if (last < 1 || text.charAt(0) != text.charAt(last)) {
      return text;
    }
    if (text.charAt(0) != '"' && text.charAt(0) != '\'') {
      return text;
    }
    report(ConfigCode.QUOTES_STRIPPED);
    return text.substring(1, last);
  }

  private void check(String text) {
    if (isPemInsteadOfPath(text)) {
      reject(ConfigCode.PEM_IN_FILE_VARIABLE);
      return;
    }
    if (holdsControlCharacter(text)) {
      reject(ConfigCode.CONTROL_CHARACTER);
    }
    if (text.indexOf(UNDECODABLE) >= 0) {
      reject(ConfigCode.UNDECODABLE_CHARACTER);
    }
    ConfigCode unresolved = unresolved(text);
    if (unresolved != null) {
      reject(unresolved);
    }
    if (isAssignment(text)) {
      reject(ConfigCode.ASSIGNMENT_IN_VALUE);
    }
    if (holdsComment(text)) {
      reject(ConfigCode.COMMENT_IN_VALUE);
    }
    if (kind == Kind.SECRET && text.charAt(0) == '/') {
      report(ConfigCode.SECRET_LOOKS_LIKE_PATH);
    }
  }

  private boolean isPemInsteadOfPath(String text) {
    return origin.kind() == Origin.Kind.VARIABLE
        && origin.variable().endsWith("_FILE")
        && text.startsWith(PEM_START);
  }

  private @Nullable ConfigCode unresolved(String text) {
    if (holdsPlaceholder(text)) {
      return ConfigCode.UNEXPANDED_PLACEHOLDER;
    }
    if (kind == Kind.JSON && text.startsWith("{")) {
      return null;
    }
    if (!isSecret() && text.contains(KEY_VAULT)) {
      return ConfigCode.SECRET_REFERENCE_NOT_RESOLVED;
    }
    ConfigCode unresolved = Unresolved.of(text, isSecret());
    return kind == Kind.WORD && unresolved == ConfigCode.NULL_LITERAL ? null : unresolved;
  }

  /** A comment behind the value, as an env file keeps it. */
  private boolean holdsComment(String text) {
    if (hasLines() || text.indexOf('#') < 0) {
      return false;
    }
    Matcher comment = (kind == Kind.SECRET ? COMMENT_OF_SECRET : COMMENT).matcher(text);
    // In a URL an "@" behind it makes it a password of several words.
    return comment.find() && !(kind == Kind.URL && text.indexOf('@', comment.start()) >= 0);
  }

  private boolean isAssignment(String text) {
    return text.indexOf('=') > 0
        && (isSecret() ? OWN_ASSIGNMENT : ASSIGNMENT).matcher(text).lookingAt();
  }

  private boolean holdsControlCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && !(hasLines() && Character.isWhitespace(c))) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsPlaceholder(String text) {
    if (isSecret() || (text.indexOf('$') < 0 && text.indexOf('{') < 0)) {
      return false;
    }
    return isPlaceholder(text, "${", "}")
        || isPlaceholder(text, "#{", "}")
        || isPlaceholder(text, "$(", ")")
        || isPlaceholder(text, "{{", "}}");
  }

  private static boolean isPlaceholder(String text, String opening, String closing) {
    int start = text.indexOf(opening);
    return start >= 0 && text.substring(start).contains(closing);
  }

  private boolean isSecret() {
    return kind == Kind.SECRET || kind == Kind.JSON;
  }

  private boolean hasLines() {
    return kind == Kind.PEM || kind == Kind.JSON;
  }

  private void reject(ConfigCode code) {
    clean = false;
    report(code);
  }

  private void report(ConfigCode code) {
    problems.add(code, origin, isSecret() ? RedactedValue.SECRET : RedactedValue.VALUE);
  }
}
