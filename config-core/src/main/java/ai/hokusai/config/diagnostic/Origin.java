package ai.hokusai.config.diagnostic;

import static java.util.Objects.requireNonNull;

/**
 * The origin of a setting or a problem: a variable, a file that a variable names, the shape of the
 * host name, or the default. It holds names only, never a value.
 *
 * @param variable the name of the variable as the operator typed it; empty for a default
 * @param part the part of the value that is meant
 */
public record Origin(Kind kind, String variable, Part part) {

  /** The sorts of places that settings come from. */
  public enum Kind {
    /** The value of a variable. */
    VARIABLE,
    /** The content of the file that a variable names. */
    FILE,
    /** Inferred from the shape of the host name. */
    HOST_SHAPE,
    /** No variable sets it. */
    DEFAULT
  }

  /** The origin of a default. */
  public static final Origin DEFAULT = new Origin(Kind.DEFAULT, "", Part.VALUE);

  /** The origin of a setting that follows from the host's shape. */
  public static final Origin HOST_SHAPE = new Origin(Kind.HOST_SHAPE, "", Part.HOST);

  /** Rejects missing components. */
  public Origin {
    requireNonNull(kind, "kind");
    requireNonNull(variable, "variable");
    requireNonNull(part, "part");
  }

  /** The value of a variable. */
  public static Origin variable(String name) {
    return new Origin(Kind.VARIABLE, name, Part.VALUE);
  }

  /**
   * The content of the file that a variable names.
   *
   * @param name the name of the variable that holds the path
   */
  public static Origin file(String name) {
    return new Origin(Kind.FILE, name, Part.VALUE);
  }

  /**
   * The same place, narrowed to a part.
   *
   * @return this place, narrowed
   */
  public Origin at(Part narrower) {
    return narrower == part ? this : new Origin(kind, variable, narrower);
  }

  /**
   * Names the place as the subject or object of a sentence.
   *
   * @return for example {@code REDIS_PORT}, {@code host of REDIS_URL} or {@code the default}
   */
  public String phrase() {
    return switch (kind) {
      case DEFAULT -> "the default";
      case HOST_SHAPE -> "the shape of the host name";
      case FILE -> partOf("the file named by " + variable);
      case VARIABLE -> partOf(variable);
    };
  }

  private String partOf(String place) {
    return part == Part.VALUE ? place : part.label() + " of " + place;
  }

  @Override
  public String toString() {
    return phrase();
  }
}
