package ai.hokusai.api.check;

/** The forms of a report for machines, and that there is none. */
public enum CheckFormat {
  /** Nothing for machines. */
  TEXT,
  /** What {@code docs/check.schema.json} describes. */
  JSON;

  /** Renders a report for machines. */
  public String render(CheckReport report) {
    return switch (this) {
      case TEXT -> "";
      case JSON -> CheckJson.render(report);
    };
  }
}
