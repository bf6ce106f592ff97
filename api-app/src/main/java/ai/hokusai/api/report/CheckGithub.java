package ai.hokusai.api.report;

import ai.hokusai.api.format.Finding;
import ai.hokusai.api.format.Place;
import ai.hokusai.config.diagnostic.Severity;
import org.jspecify.annotations.Nullable;

/** Renders the findings as workflow commands of GitHub Actions, which it shows as annotations. */
final class CheckGithub {

  private CheckGithub() {}

  static String render(CheckReport report) {
    var text = new StringBuilder();
    report.leaves().forEach(step -> {
      for (Finding finding : step.findings()) {
        text.append(annotation(step, finding));
      }
    });
    return text.toString();
  }

  private static String annotation(Step step, Finding finding) {
    String title =
        finding.code() + " (" + (step.prefix() + " " + step.name().title()).strip() + ")";
    String message = finding.message() + "\nremedy: " + finding.remedy();
    return "::%s %stitle=%s::%s\n"
        .formatted(
            command(finding.severity()), position(finding.place()), property(title), data(message));
  }

  private static String position(@Nullable Place place) {
    return place == null
        ? ""
        : "file=%s,line=%d,col=%d,".formatted(property(place.file()), place.line(), place.column());
  }

  private static String command(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case CORRECTION -> "notice";
    };
  }

  /** Escapes the rest of a line, as the toolkit of GitHub does. */
  static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** Escapes a property, as the toolkit of GitHub does. */
  static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
