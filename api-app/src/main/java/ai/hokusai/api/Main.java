package ai.hokusai.api;

/** The entry of the runnable jar, and the only place that reads the process environment. */
public final class Main {

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    var cli = new Cli(System.getenv(), System.out, System.err);
    System.exit(cli.run(arguments));
  }
}
