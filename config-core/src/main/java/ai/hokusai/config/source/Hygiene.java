package ai.hokusai.config.source;

import ai.hokusai.config.diagnostic.Code;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Outline;
import ai.hokusai.config.source.Variable.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What every value goes through before anybody parses it: it is trimmed, unquoted and suspected. */
final class Hygiene {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final Set<String> NULL_LITERALS = Set.of("null", "none", "undefined");
  private static final int LONGEST_NULL = "undefined".length();
  private static final Pattern SECRET_REFERENCE = Pattern.compile("arn:aws[a-z-]*+:|\\{\\s*+[\"}]");
  private static final Pattern ASSIGNMENT = Pattern.compile("(?:export\\s++)?+[A-Z][A-Z0-9_]*+=");
  // A token may hold "=", so only a name of ours in front of it makes an assignment.
  private static final Pattern OWN_ASSIGNMENT = Pattern.compile("(?:export\\s++)?+REDIS_[A-Z_]++=");

  private final Kind kind;
  private final Origin origin;
  private final Problems problems;
  private boolean clean = true;

  private Hygiene(Kind kind, Origin origin, Problems problems) {
    this.kind = kind;
    this.origin = origin;
    this.problems = problems;
  }

  static Reading<String> clean(Kind kind, String raw, Origin origin, Problems problems) {
    return isBeyondSuspicion(raw)
        ? new Reading<>(raw, origin)
        : new Hygiene(kind, origin, problems).clean(raw);
  }

  /** Spares the ordinary value one look for each suspicion; whatever holds nothing telling is clean. */
  private static boolean isBeyondSuspicion(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c > '~' || c == '"' || c == '\'' || c == '$' || c == '{' || c == '=') {
        return false;
      }
    }
    return raw.length() > LONGEST_NULL && raw.charAt(0) != 'a' && raw.charAt(0) != '/';
  }

  private Reading<String> clean(String raw) {
    if (raw.isEmpty()) {
      return Reading.absent();
    }
    String text = unquoted(trimmed(raw));
    if (text.isEmpty()) {
      report(Code.BLANK_IGNORED);
      return Reading.absent();
    }
    suspect(text);
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
    // Every tool ends a PEM block with a line end.
    if (end - start < raw.length() && start < end && kind != Kind.PEM) {
      report(Code.WHITESPACE_TRIMMED);
    }
    return raw.substring(start, end);
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
    report(Code.QUOTES_STRIPPED);
    return text.substring(1, last);
  }

  // Each suspicion looks for a telling character first: an ordinary value then costs no matcher.
  private void suspect(String text) {
    if (holdsControlCharacter(text)) {
      reject(Code.CONTROL_CHARACTER);
    }
    if (holdsPlaceholder(text)) {
      reject(Code.UNEXPANDED_PLACEHOLDER);
    } else if (isSecretReference(text)) {
      reject(Code.SECRET_REFERENCE_NOT_RESOLVED);
    }
    if (kind != Kind.WORD && isNullLiteral(text)) {
      reject(Code.NULL_LITERAL);
    }
    if (isAssignment(text)) {
      reject(Code.ASSIGNMENT_IN_VALUE);
    }
    if (kind == Kind.SECRET && text.charAt(0) == '/') {
      report(Code.SECRET_LOOKS_LIKE_PATH);
    }
  }

  private static boolean isSecretReference(String text) {
    return (text.charAt(0) == 'a' || text.charAt(0) == '{')
        && SECRET_REFERENCE.matcher(text).lookingAt();
  }

  private static boolean isNullLiteral(String text) {
    return text.length() <= LONGEST_NULL && NULL_LITERALS.contains(text.toLowerCase(Locale.ROOT));
  }

  private boolean isAssignment(String text) {
    return text.indexOf('=') > 0
        && (kind == Kind.SECRET ? OWN_ASSIGNMENT : ASSIGNMENT).matcher(text).lookingAt();
  }

  private boolean holdsControlCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && !(kind == Kind.PEM && Character.isWhitespace(c))) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsPlaceholder(String text) {
    if (text.indexOf('$') < 0 && text.indexOf('{') < 0) {
      return false;
    }
    return isPlaceholder(text, "${", "}")
        || isPlaceholder(text, "$(", ")")
        || isPlaceholder(text, "{{", "}}");
  }

  /** In a secret only a value that is nothing else counts, since "$", "<" and ">" are legal there. */
  private boolean isPlaceholder(String text, String opening, String closing) {
    if (kind == Kind.SECRET) {
      return text.startsWith(opening) && text.endsWith(closing);
    }
    int start = text.indexOf(opening);
    return start >= 0 && text.substring(start).contains(closing);
  }

  private void reject(Code code) {
    clean = false;
    report(code);
  }

  private void report(Code code) {
    problems.fault(code, origin, kind == Kind.SECRET ? Outline.SECRET : Outline.VALUE);
  }
}
