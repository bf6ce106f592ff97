package ai.hokusai.api.format;

import java.util.regex.Pattern;

/**
 * A position in a document that the operator named. Immutable.
 *
 * @param file the path as the operator typed it, {@code stdin} for the standard input
 * @param line the line, from 1
 * @param column the column in UTF-16 code units, from 1
 * @param pointer the JSON pointer of the value (RFC 6901)
 */
public record Place(String file, int line, int column, String pointer) implements Json.Form {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /** Replaces control characters, which would break the formats that have one line for a place. */
  public Place {
    file = CONTROL.matcher(file).replaceAll("\ufffd");
  }

  @Override
  public Fields json() {
    return new Fields()
        .add("file", file)
        .add("line", line)
        .add("column", column)
        .add("pointer", pointer);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
