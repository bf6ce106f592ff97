package ai.hokusai.it.faults.harness;

/** A place where somebody asks all the time how Redis is. */
public enum Output {
  /** The report of the library in this JVM. */
  PROBE("probe"),
  /** The answer of the jar. */
  HEALTH("/health"),
  /** What the jar says to Prometheus. */
  METRICS("/metrics");

  private final String title;

  Output(String title) {
    this.title = title;
  }

  /** What people call it. */
  public String title() {
    return title;
  }
}
