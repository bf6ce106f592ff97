package ai.hokusai.api.report;

import ai.hokusai.api.format.Finding;
import java.util.Locale;
import java.util.stream.Stream;

/** The outcome of a step, from best to worst; a step that was not run counts less than one that passed. */
public enum Outcome {
  /** The step was not run. */
  SKIP,
  /** The step passed. */
  PASS,
  /** The step passed with a warning. */
  WARN,
  /** The step failed. */
  FAIL;

  /** The outcome of a step with this finding; a correction changes no meaning. */
  static Outcome of(Finding finding) {
    return switch (finding.severity()) {
      case ERROR -> FAIL;
      case WARNING -> WARN;
      case CORRECTION -> PASS;
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The worst of several outcomes, {@code SKIP} for none. */
  static Outcome worst(Stream<Outcome> outcomes) {
    return outcomes.max(Outcome::compareTo).orElse(SKIP);
  }
}
