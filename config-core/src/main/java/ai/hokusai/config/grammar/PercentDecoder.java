package ai.hokusai.config.grammar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;

/** Strict percent-decoding by RFC 3986 §2.1: "+" stays a plus, and the bytes must be UTF-8. */
public final class PercentDecoder {

  private PercentDecoder() {}

  /** Returns true if every "%" is followed by two hexadecimal digits. */
  public static boolean isWellFormed(String raw) {
    for (int i = raw.indexOf('%'); i >= 0; i = raw.indexOf('%', i + 1)) {
      if (i + 2 >= raw.length()
          || !HexFormat.isHexDigit(raw.charAt(i + 1))
          || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
        return false;
      }
    }
    return true;
  }

  /** Decodes; empty where a "%" is malformed or the bytes are no UTF-8 text. */
  public static Optional<String> decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return Optional.of(raw);
    }
    if (!isWellFormed(raw)) {
      return Optional.empty();
    }
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(raw))).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(String raw) {
    var bytes = new ByteArrayOutputStream(raw.length());
    int literal = 0;
    for (int i = raw.indexOf('%'); i >= 0; i = raw.indexOf('%', literal)) {
      bytes.writeBytes(raw.substring(literal, i).getBytes(UTF_8));
      bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
      literal = i + 3;
    }
    bytes.writeBytes(raw.substring(literal).getBytes(UTF_8));
    return bytes.toByteArray();
  }
}
