package ai.hokusai.config.diagnostic;

/**
 * A stable code with a message and a remedy: a diagnostic of the configuration, a fault of Redis,
 * or a cause that a service names itself. Holds no secret and no text from outside.
 */
public interface Issue {

  /** The code that alerts and documents refer to: capital letters, digits and underscores. */
  String code();

  /** The problem: one sentence in lower case without a full stop. */
  String message();

  /** The instruction that solves it: one sentence in lower case without a full stop. */
  String remedy();

  /** The address of the section on this code, an absolute URL. */
  default String docs() {
    return Documentation.of(code());
  }
}
