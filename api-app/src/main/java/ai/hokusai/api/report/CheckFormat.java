package ai.hokusai.api.report;

import ai.hokusai.api.format.Json;

/** The formats of a report on stdout. */
public enum CheckFormat {
  /** No document; the report for people goes to stdout instead of stderr. */
  TEXT,
  /** The JSON document that {@code docs/schemas/check.json} describes. */
  JSON,
  /** The XML of JUnit test reports. */
  JUNIT,
  /** SARIF 2.1.0, the format of code scanners. */
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
