package ai.hokusai.api;

import ai.hokusai.api.cli.Cli;
import ai.hokusai.api.log.LogOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** The entry point, and the only class that reads the process environment. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    var out = new FileOutputStream(FileDescriptor.out);
    LogOutput.ofProcess().writeTo(out);
    int code = new Cli(System.getenv(), System.in, out, System.err).run(arguments);
    LogOutput.ofProcess().flush(LogOutput.LAST_FLUSH);
    System.exit(code);
  }
}
