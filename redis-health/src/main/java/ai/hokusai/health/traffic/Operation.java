package ai.hokusai.health.traffic;

/** The kinds of operations on a dependency. Each can fail while the others work. */
public enum Operation {
  /** Opening a connection. */
  CONNECT(0, "connections"),
  /** Reading data; also work whose kind is not known. */
  READ(1, "reads"),
  /** Writing data. */
  WRITE(2, "writes");

  private final int index;
  private final String plural;

  Operation(int index, String plural) {
    this.index = index;
    this.plural = plural;
  }

  /** The index in arrays of counters. */
  int index() {
    return index;
  }

  /** The plural noun in messages, as in "79 of 80 writes failed". */
  public String plural() {
    return plural;
  }
}
