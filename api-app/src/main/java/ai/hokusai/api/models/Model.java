package ai.hokusai.api.models;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A document in the bytes that the client sent.
 *
 * @param etag the strong ETag of these bytes, with its quotes
 * @param json the bytes. Shared; do not modify
 */
@SuppressWarnings("ArrayRecordComponent") // Models are compared by their ETags only.
record Model(String etag, byte[] json) {
  private static final Pattern ETAG = Pattern.compile("\"[A-Za-z0-9_-]{22}\"");

  static Model of(byte[] json) {
    try {
      // 128 bits make collisions infeasible.
      byte[] digest = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(json), 16);
      return new Model(
          '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"', json);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The model in the stored fields, empty if they hold none. */
  static Optional<Model> stored(byte @Nullable [] etag, byte @Nullable [] json) {
    String text = etag == null ? "" : new String(etag, US_ASCII);
    return json != null && ETAG.matcher(text).matches()
        ? Optional.of(new Model(text, json))
        : Optional.empty();
  }
}
