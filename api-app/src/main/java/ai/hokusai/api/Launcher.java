package ai.hokusai.api;

import ai.hokusai.api.format.ExitCode;

/**
 * The main class of the runnable jar, compiled for Java 8. A JVM older than 17 loads no other class of the jar, and its
 * own message has numbers of class files only.
 */
public final class Launcher {
  private static final int OLDEST = 17;

  private Launcher() {}

  /** Runs {@link Main}, or ends the process with {@link ExitCode#CONFIG} if this JVM is too old. */
  public static void main(String[] arguments) {
    String refusal =
        refusal(System.getProperty("java.specification.version"), System.getProperty("java.home"));
    if (refusal.isEmpty()) {
      Main.main(arguments);
    } else {
      System.err.println(refusal);
      System.exit(ExitCode.CONFIG);
    }
  }

  /**
   * The message for a JVM that is too old.
   *
   * @param version its version, such as {@code 17}, or {@code 1.8} for Java 8
   * @param home its directory
   * @return one line, empty for a JVM that is not too old
   */
  static String refusal(String version, String home) {
    String number = version.startsWith("1.") ? version.substring(2) : version;
    return Integer.parseInt(number) < OLDEST
        ? "error: api-app needs Java 17 or later; this is Java " + number + " (" + home + ")"
        : "";
  }
}
