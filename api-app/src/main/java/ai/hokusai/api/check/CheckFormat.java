package ai.hokusai.api.check;

/** The forms of a report for machines, and that there is none. */
public enum CheckFormat {
  /** Nothing for machines. */
  TEXT,
  /** What {@code docs/check.schema.json} describes. */
  JSON,
  /** The XML that test reports are made of. */
  JUNIT,
  /** The format of code scanners, version 2.1.0. */
  SARIF,
  /** Annotations of GitHub Actions. */
  GITHUB;

  /** Renders a report for machines. */
  public String render(CheckReport report) {
    return switch (this) {
      case TEXT -> "";
      case JSON -> CheckJson.render(report);
      case JUNIT -> CheckJunit.render(report);
      case SARIF -> CheckSarif.render(report);
      case GITHUB -> CheckGithub.render(report);
    };
  }
}
