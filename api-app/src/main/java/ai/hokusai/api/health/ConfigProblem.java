package ai.hokusai.api.health;

import ai.hokusai.config.diagnostic.Diagnostic;

/**
 * One diagnostic of the configuration as the detailed health answers show it. Immutable; holds no value of
 * a variable.
 *
 * @param severity error, warning or correction
 * @param code the stable code
 * @param message what is wrong
 * @param remedy what to type instead
 */
public record ConfigProblem(String severity, String code, String message, String remedy) {

  /** A diagnostic of the configuration. */
  public static ConfigProblem of(Diagnostic diagnostic) {
    return new ConfigProblem(
        diagnostic.severity().label(),
        diagnostic.code(),
        diagnostic.message(),
        diagnostic.remedy());
  }
}
