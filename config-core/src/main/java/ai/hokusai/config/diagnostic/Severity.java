package ai.hokusai.config.diagnostic;

import java.util.Locale;

/** The severity of a diagnostic, the gravest first. */
public enum Severity {
  /** No settings result. */
  ERROR,
  /** Settings result, but one is probably not what was meant. */
  WARNING,
  /** The form of an input was changed, its meaning was not. */
  CORRECTION;

  /** The name for reports, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
