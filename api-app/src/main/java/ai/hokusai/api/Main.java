package ai.hokusai.api;

import ai.hokusai.api.log.LogOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;

/** The entry of the runnable jar, and the only place that reads the process environment. */
public final class Main {

  // For a stdout that takes nothing, the process does not wait longer.
  static final Duration LAST_LINES = Duration.ofSeconds(1);

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    var out = new FileOutputStream(FileDescriptor.out);
    LogOutput.ofProcess().writeTo(out);
    int code = new Cli(System.getenv(), out, System.err).run(arguments);
    LogOutput.ofProcess().flush(LAST_LINES);
    System.exit(code);
  }
}
