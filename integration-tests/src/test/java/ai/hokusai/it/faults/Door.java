package ai.hokusai.it.faults;

/** A place where somebody asks all the time how Redis is. */
enum Door {
  /** The report of the library in this JVM. */
  PROBE("probe"),
  /** The answer of the jar. */
  HEALTH("/health"),
  /** What the jar says to Prometheus. */
  METRICS("/metrics");

  private final String title;

  Door(String title) {
    this.title = title;
  }

  /** What people call it. */
  String title() {
    return title;
  }
}
