package ai.hokusai.health.traffic;

/** A kind of use of a dependency. Each kind can fail while the others work. */
public enum Operation {
  /** A new connection is opened and greeted. */
  CONNECT(0, "connections"),
  /** Data is read; also work whose kind is not known. */
  READ(1, "reads"),
  /** Data is written. */
  WRITE(2, "writes");

  private final int index;
  private final String plural;

  Operation(int index, String plural) {
    this.index = index;
    this.plural = plural;
  }

  /** Its place in arrays that count each kind. */
  int index() {
    return index;
  }

  /** The noun for several operations of this kind, as in "79 of 80 writes failed". */
  public String plural() {
    return plural;
  }
}
