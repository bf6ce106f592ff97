package ai.hokusai.config.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.config.setting.Secret;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Replaces known secrets, and parts of them from {@value #PART} characters on, by stars: as they
 * are, in another case, percent-encoded, escaped, in base64 and in hexadecimal. Of a longer secret,
 * the first 4,096 characters count. Immutable.
 */
public final class Redaction {
  static final int PART = 8;
  // Longer than secrets are in practice; each character costs about a kilobyte.
  private static final int LONGEST = 4096;
  private static final String STARS = "***";

  // Of every spelling, in lower case, each part that is PART long; a shorter secret whole.
  private final Set<String> parts = new HashSet<>();
  private final int[] lengths;

  /**
   * Prepares for some secrets.
   *
   * @param secrets the secrets that no text may show
   */
  public Redaction(Collection<Secret> secrets) {
    for (Secret secret : secrets) {
      parts.addAll(secret.<Set<String>>reveal(Redaction::partsOf));
    }
    this.lengths = parts.stream().mapToInt(String::length).distinct().toArray();
  }

  private static Set<String> partsOf(String whole) {
    String secret = whole.substring(0, Math.min(whole.length(), LONGEST));
    Set<String> parts = new HashSet<>();
    addParts(parts, secret);
    byte[] bytes = secret.getBytes(UTF_8);
    if (bytes.length < PART) {
      return parts;
    }
    addParts(parts, HexFormat.of().formatHex(bytes));
    // Base64 differs for each of the three offsets in a group of three bytes. A group that is not
    // full depends on the bytes beside it.
    for (int start = 0; start < 3; start++) {
      int end = bytes.length - (bytes.length - start) % 3;
      byte[] groups = Arrays.copyOfRange(bytes, start, end);
      addParts(parts, Base64.getEncoder().encodeToString(groups));
      addParts(parts, Base64.getUrlEncoder().encodeToString(groups));
    }
    return parts;
  }

  private static void addParts(Set<String> parts, String spelling) {
    String bytes = DecodedText.plain(spelling).bytes();
    int length = Math.min(PART, bytes.length());
    for (int start = 0; length > 0 && start + length <= bytes.length(); start++) {
      parts.add(bytes.substring(start, start + length));
    }
  }

  /** Replaces each secret, and each part of one, by three stars. */
  public String of(String text) {
    if (lengths.length == 0 || text.isEmpty()) {
      return text;
    }
    var hidden = new BitSet(text.length());
    hide(DecodedText.plain(text), hidden);
    if (text.indexOf('%') >= 0 || text.indexOf('+') >= 0 || text.indexOf('\\') >= 0) {
      hide(DecodedText.decoded(text, false), hidden);
      hide(DecodedText.decoded(text, true), hidden);
    }
    return hidden.isEmpty() ? text : withStars(text, hidden);
  }

  private void hide(DecodedText text, BitSet hidden) {
    String bytes = text.bytes();
    for (int length : lengths) {
      for (int start = 0; start + length <= bytes.length(); start++) {
        if (parts.contains(bytes.substring(start, start + length))) {
          hidden.set(text.originOf(start), text.originOf(start + length));
        }
      }
    }
  }

  private static String withStars(String text, BitSet hidden) {
    var redacted = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      if (!hidden.get(at)) {
        redacted.append(text.charAt(at));
      } else if (at == 0 || !hidden.get(at - 1)) {
        redacted.append(STARS);
      }
    }
    return redacted.toString();
  }
}
