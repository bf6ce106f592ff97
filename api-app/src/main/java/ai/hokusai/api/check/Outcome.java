package ai.hokusai.api.check;

import ai.hokusai.api.format.Finding;
import java.util.Locale;
import java.util.stream.Stream;

/** How a step went, the best first: one that was not taken says less than one that went well. */
enum Outcome {
  /** It was not taken. */
  SKIP,
  /** It went well. */
  PASS,
  /** It went well, and something is not as it should be. */
  WARN,
  /** It did not go well. */
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

  /** How several went together; nothing at all was not taken. */
  static Outcome worst(Stream<Outcome> outcomes) {
    return outcomes.max(Outcome::compareTo).orElse(SKIP);
  }
}
