package ai.hokusai.api.models;

import java.util.Base64;
import java.util.Optional;

/**
 * A place in the order of the index: behind these bytes, which are mostly an id, and at the start where there
 * are none.
 *
 * @param bytes shared and not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Nothing compares positions.
record Position(byte[] bytes) {
  /** Where the listing begins. */
  static final Position START = new Position(new byte[0]);

  // The longest id and one byte: see the script that lists.
  private static final int LONGEST = 129;

  boolean isStart() {
    return bytes.length == 0;
  }

  /** The form in which clients get it and send it back. */
  String cursor() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The position of a cursor, empty for a text that is none. */
  static Optional<Position> of(String cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      return bytes.length == 0 || bytes.length > LONGEST
          ? Optional.empty()
          : Optional.of(new Position(bytes));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
