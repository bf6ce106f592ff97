package ai.hokusai.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.check.CheckExit;
import ai.hokusai.api.check.Terminal;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: which command runs, on which environment, and where its text goes. */
@Command(
    name = "api-app",
    description = "Serves the API (without a command), or checks its configuration and deployment.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class Cli implements Callable<Integer> {
  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminal terminal;

  /** Text for machines and reports go to the first stream, what people must be told to the second. */
  Cli(Map<String, String> environment, OutputStream out, OutputStream err) {
    this.environment = environment;
    this.out = new PrintWriter(out, true, UTF_8);
    this.err = new PrintWriter(err, true, UTF_8);
    this.terminal = Terminal.of(err, environment);
  }

  /** Runs a command line and returns the exit code; 4 where stdout is closed or full. */
  int run(String... arguments) {
    int code = execute(arguments);
    if (out.checkError()) {
      err.println("error: cannot write to stdout");
      return CheckExit.OWN_FAULT;
    }
    return code;
  }

  private int execute(String... arguments) {
    return new CommandLine(this)
        .addSubcommand(new ServeCommand(environment, err))
        .addSubcommand(new ExplainCommand(environment, out, err))
        .addSubcommand(new CheckCommand(environment, out, err, terminal))
        .addSubcommand(new TrainCommand(err))
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        // The content of a file that is named by mistake may be a secret.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler((failure, command, parsed) -> ownFault(failure))
        .execute(arguments);
  }

  /** The message of an exception that nobody foresaw may hold anything, so its class must do. */
  private int ownFault(Exception failure) {
    err.println("internal error; please report: " + failure.getClass().getName());
    return ExitCode.OWN_FAULT;
  }

  @Override
  public Integer call() {
    return new ServeCommand(environment, err).call();
  }
}
