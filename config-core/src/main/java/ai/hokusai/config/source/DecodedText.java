package ai.hokusai.config.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The bytes of a decoded text in UTF-8 and lower case, each with its index in the original text.
 * For one thread.
 */
final class DecodedText {
  private static final int HEX = 16;

  private final String original;
  private byte[] bytes;
  private int[] origins;
  private int length;

  private DecodedText(String original) {
    this.original = original;
    this.bytes = new byte[original.length() + 1];
    this.origins = new int[original.length() + 1];
  }

  /** Nothing decoded. */
  static DecodedText plain(String text) {
    var plain = new DecodedText(text);
    for (int at = 0; at < text.length(); ) {
      at = plain.copy(at);
    }
    return plain.ended();
  }

  /**
   * Percent-encoding and the backslashes of Java and JSON decoded; in a form, a plus sign is a
   * space.
   */
  static DecodedText decoded(String text, boolean isForm) {
    var result = new DecodedText(text);
    for (int at = 0; at < text.length(); ) {
      at = switch (text.charAt(at)) {
        case '%' -> result.percent(at);
        case '\\' -> result.escape(at);
        case '+' -> isForm ? result.append(" ", at, at + 1) : result.copy(at);
        default -> result.copy(at);
      };
    }
    return result.ended();
  }

  private int percent(int at) {
    int value = hex(at + 1, 2);
    if (value < 0) {
      return copy(at);
    }
    append((byte) value, at);
    return at + 3;
  }

  private int escape(int at) {
    int unit = original.startsWith("u", at + 1) ? hex(at + 2, 4) : -1;
    if (unit >= 0) {
      return append(Character.toString(unit), at, at + 6);
    }
    // Of other escapes only the backslash goes: "\/" is "/".
    return copy(Math.min(at + 1, original.length() - 1));
  }

  private int copy(int at) {
    int codePoint = original.codePointAt(at);
    return append(Character.toString(codePoint), at, at + Character.charCount(codePoint));
  }

  private int append(String text, int origin, int next) {
    for (byte each : text.getBytes(UTF_8)) {
      append(each, origin);
    }
    return next;
  }

  private void append(byte value, int origin) {
    if (length + 1 == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length + 2);
      origins = Arrays.copyOf(origins, 2 * length + 2);
    }
    bytes[length] = lower(value);
    origins[length++] = origin;
  }

  private DecodedText ended() {
    origins[length] = original.length();
    return this;
  }

  private int hex(int start, int digits) {
    if (start + digits > original.length()) {
      return -1;
    }
    int value = 0;
    for (int at = start; at < start + digits; at++) {
      int digit = Character.digit(original.charAt(at), HEX);
      if (digit < 0) {
        return -1;
      }
      value = value * HEX + digit;
    }
    return value;
  }

  private static byte lower(byte value) {
    return value >= 'A' && value <= 'Z' ? (byte) (value + 'a' - 'A') : value;
  }

  /** The bytes, one character each. */
  String bytes() {
    return new String(bytes, 0, length, ISO_8859_1);
  }

  /**
   * The index in the original text of a byte; the length of the text for the index after the last
   * byte.
   */
  int originOf(int at) {
    return origins[at];
  }
}
