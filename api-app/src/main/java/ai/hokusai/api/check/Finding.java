package ai.hokusai.api.check;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.diagnostic.TextReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to say of a step; it holds no part of any value.
 *
 * @param severity how much it matters
 * @param code the stable word
 * @param message what is wrong, one sentence in lower case without a full stop
 * @param remedy what to do, in the same form
 * @param origin the place in the environment, null for none
 * @param text all of it for people, one line or more
 */
record Finding(
    Severity severity,
    String code,
    String message,
    String remedy,
    @Nullable String origin,
    String text)
    implements Issue {

  static Finding of(Diagnostic diagnostic) {
    return new Finding(
        diagnostic.severity(),
        diagnostic.code(),
        diagnostic.message(),
        diagnostic.remedy(),
        diagnostic.origin().phrase(),
        TextReport.render(List.of(diagnostic)));
  }

  static Finding of(Severity severity, Issue issue) {
    return of(severity, issue.code(), issue.message(), issue.remedy());
  }

  static Finding of(Severity severity, String code, String message, String remedy) {
    String text = "%s[%s]: %s\n  help: %s\n".formatted(severity.label(), code, message, remedy);
    return new Finding(severity, code, message, remedy, null, text);
  }

  /** What it makes of its step; a correction changes no meaning, and so is no more than said. */
  Outcome outcome() {
    return switch (severity) {
      case ERROR -> Outcome.FAIL;
      case WARNING -> Outcome.WARN;
      case CORRECTION -> Outcome.PASS;
    };
  }
}
