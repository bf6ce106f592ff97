package ai.hokusai.api.models;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A document as it was sent.
 *
 * @param etag names these bytes and no others, in the double quotes that headers have
 * @param json the bytes, shared and not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares models but by their ETags.
record Model(String etag, byte[] json) {
  // 128 bits: nobody finds two documents with one of them.
  private static final int ETAG_BYTES = 16;

  static Model of(byte[] json) {
    byte[] digest = Arrays.copyOf(sha256(json), ETAG_BYTES);
    return new Model(
        '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"', json);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
