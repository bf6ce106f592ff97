package ai.hokusai.config.diagnostic;

import java.util.ArrayList;
import java.util.List;

/**
 * The text that reports show instead of a value, such as {@code rediss://:[secret]@[host]}, with
 * the faulty part marked. It consists of words of this library only and shows no part of the value.
 * Immutable.
 *
 * @param caretStart the index in the text at which the faulty part begins
 * @param caretLength the length of the faulty part, at least 1
 */
public record RedactedValue(String text, int caretStart, int caretLength) {

  /** Any value, marked as a whole. */
  public static final RedactedValue VALUE = whole("[value]");

  /** A secret, marked as a whole. */
  public static final RedactedValue SECRET = whole("[secret]");

  /** Rejects a mark outside the text. */
  public RedactedValue {
    if (caretStart < 0 || caretLength < 1 || caretStart + caretLength > text.length()) {
      throw new IllegalArgumentException("the mark lies outside the text");
    }
  }

  private static RedactedValue whole(String text) {
    return new RedactedValue(text, 0, text.length());
  }

  /**
   * The line of carets that goes under the text.
   *
   * @return blanks and carets, no longer than the text
   */
  public String carets() {
    return " ".repeat(caretStart) + "^".repeat(caretLength);
  }

  /** Builds a redacted value out of segments and marks one of them. */
  public static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private final List<Segment> segments = new ArrayList<>();

    private record Segment(Part part, int start, int end) {}

    /** An empty builder. */
    public Builder() {}

    /** Adds a delimiter. */
    public Builder literal(String delimiter) {
      text.append(delimiter);
      return this;
    }

    /**
     * Adds a segment.
     *
     * @param shown the word that replaces it
     */
    public Builder segment(Part part, String shown) {
      segments.add(new Segment(part, text.length(), text.length() + shown.length()));
      text.append(shown);
      return this;
    }

    /**
     * Marks one segment.
     *
     * @param occurrence which segment of that part, counted from 0
     * @return the redacted value with that segment marked, or marked as a whole where there is no
     *     such segment
     */
    public RedactedValue mark(Part part, int occurrence) {
      if (text.isEmpty()) {
        return VALUE;
      }
      return segments.stream()
          .filter(segment -> segment.part == part && segment.end > segment.start)
          .skip(occurrence)
          .findFirst()
          .map(found -> new RedactedValue(text.toString(), found.start, found.end - found.start))
          .orElseGet(() -> whole(text.toString()));
    }
  }
}
