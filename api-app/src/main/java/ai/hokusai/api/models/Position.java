package ai.hokusai.api.models;

import java.util.Base64;
import java.util.Optional;

/**
 * A position in the order of the index: after these bytes, usually an id; empty for the start.
 *
 * @param bytes the bytes. Shared; do not modify
 */
@SuppressWarnings("ArrayRecordComponent") // Nothing compares positions.
record Position(byte[] bytes) {
  /** The start of the listing. */
  static final Position START = new Position(new byte[0]);

  // The longest id and one byte, see ModelScripts.LIST.
  private static final int MAX_BYTES = 129;

  boolean isStart() {
    return bytes.length == 0;
  }

  /** The text that clients receive and send back. */
  String cursor() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The position of a cursor, empty if the text is not a cursor. */
  static Optional<Position> of(String cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      return bytes.length == 0 || bytes.length > MAX_BYTES
          ? Optional.empty()
          : Optional.of(new Position(bytes));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
