package ai.hokusai.api.check;

import ai.hokusai.api.format.Json;

/** The forms of a report for machines, and that there is none. */
public enum CheckFormat {
  /** Nothing for machines. */
  TEXT,
  /** The document that {@code docs/schemas/check.json} describes. */
  JSON,
  /** The XML that test reports are made of. */
  JUNIT,
  /** The format of code scanners, version 2.1.0. */
  SARIF,
  /** Annotations of GitHub Actions. */
  GITHUB;

  /**
   * Renders a report for machines.
   *
   * @param artifact the file that results are located in, relative to the repository
   */
  public String render(CheckReport report, String artifact) {
    return switch (this) {
      case TEXT -> "";
      case JSON -> Json.text(report.json());
      case JUNIT -> CheckJunit.render(report);
      case SARIF -> CheckSarif.render(report, artifact);
      case GITHUB -> CheckGithub.render(report);
    };
  }
}
