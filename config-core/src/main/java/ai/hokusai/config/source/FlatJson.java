package ai.hokusai.config.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object without nested objects and arrays, as RFC 8259 defines it. */
public final class FlatJson {
  private static final Pattern WORD =
      Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");
  private static final int NONE = -1;

  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  /**
   * Reads an object.
   *
   * @return each name with its value, numbers and words as they are written, and without names whose
   *     value is {@code null}; null where the text is no such object or repeats a name
   */
  public static @Nullable Map<String, String> parse(String text) {
    return new FlatJson(text).object();
  }

  private @Nullable Map<String, String> object() {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    if (!skips('{')) {
      return null;
    }
    boolean isEmpty = skips('}');
    while (!isEmpty) {
      String name = string();
      if (name == null || values.containsKey(name) || !skips(':')) {
        return null;
      }
      boolean isString = peek() == '"';
      String value = isString ? string() : word();
      if (value == null) {
        return null;
      }
      values.put(name, isString || !value.equals("null") ? value : null);
      isEmpty = skips('}');
      if (!isEmpty && !skips(',')) {
        return null;
      }
    }
    return peek() == NONE ? withoutNulls(values) : null;
  }

  private static Map<String, String> withoutNulls(Map<String, @Nullable String> values) {
    Map<String, String> found = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      if (value != null) {
        found.put(name, value);
      }
    });
    return found;
  }

  /** The next character after blanks, which is not consumed. */
  private int peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : NONE;
  }

  private boolean skips(char expected) {
    boolean isThere = peek() == expected;
    at += isThere ? 1 : 0;
    return isThere;
  }

  private @Nullable String word() {
    var word = WORD.matcher(text).region(at, text.length());
    if (!word.lookingAt()) {
      return null;
    }
    at = word.end();
    return word.group();
  }

  private @Nullable String string() {
    if (!skips('"')) {
      return null;
    }
    var value = new StringBuilder();
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '"') {
        return value.toString();
      }
      int character = next == '\\' ? escaped() : next;
      if (character == NONE || next < ' ') {
        return null;
      }
      value.append((char) character);
    }
    return null;
  }

  private int escaped() {
    if (at == text.length()) {
      return NONE;
    }
    char next = text.charAt(at++);
    return switch (next) {
      case '"', '\\', '/' -> next;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> codeUnit();
      default -> NONE;
    };
  }

  private int codeUnit() {
    if (text.length() - at < 4) {
      return NONE;
    }
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(text.charAt(at++), 16);
      if (digit < 0) {
        return NONE;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }
}
