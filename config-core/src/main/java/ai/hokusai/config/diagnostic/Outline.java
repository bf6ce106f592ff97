package ai.hokusai.config.diagnostic;

import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a value with its faulty part marked, such as {@code rediss://:[secret]@[host]}. It is
 * made of this library's own words only, so it can be shown whatever the value was.
 *
 * @param caretStart the index in the shape at which the faulty part begins
 * @param caretLength the length of the faulty part, at least 1
 */
public record Outline(String text, int caretStart, int caretLength) {

  /** The shape of a value of which nothing may be shown, marked as a whole. */
  public static final Outline VALUE = whole("[value]");

  /** The shape of a secret, marked as a whole. */
  public static final Outline SECRET = whole("[secret]");

  /** Rejects a mark outside the shape. */
  public Outline {
    if (caretStart < 0 || caretLength < 1 || caretStart + caretLength > text.length()) {
      throw new IllegalArgumentException("the mark lies outside the shape");
    }
  }

  private static Outline whole(String text) {
    return new Outline(text, 0, text.length());
  }

  /**
   * The line of carets that goes under the shape.
   *
   * @return blanks and carets, no longer than the shape
   */
  public String carets() {
    return " ".repeat(caretStart) + "^".repeat(caretLength);
  }

  /** Collects the segments of a shape, so that any of them can be marked. */
  public static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private final List<Segment> segments = new ArrayList<>();

    private record Segment(Part part, int start, int end) {}

    /** Starts with an empty shape. */
    public Builder() {}

    /** Adds a delimiter. */
    public Builder literal(String delimiter) {
      text.append(delimiter);
      return this;
    }

    /**
     * Adds a segment.
     *
     * @param shown a word of ours that stands for it
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
     * @return the shape with that segment marked, or marked as a whole where there is none
     */
    public Outline mark(Part part, int occurrence) {
      if (text.isEmpty()) {
        return VALUE;
      }
      return segments.stream()
          .filter(segment -> segment.part == part && segment.end > segment.start)
          .skip(occurrence)
          .findFirst()
          .map(found -> new Outline(text.toString(), found.start, found.end - found.start))
          .orElseGet(() -> whole(text.toString()));
    }
  }
}
