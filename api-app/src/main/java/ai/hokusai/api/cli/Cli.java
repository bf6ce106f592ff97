package ai.hokusai.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.report.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** Runs the command that the arguments name. */
@Command(
    name = "api-app",
    description = "Serves the API (without a command), or checks its configuration and deployment.",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class)
public final class Cli implements Callable<Integer> {
  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminal stdout;
  private final Terminal stderr;

  /**
   * Creates a command line.
   *
   * @param environment the environment variables
   * @param in the documents that the argument {@code -} names
   * @param out receives reports and documents for machines
   * @param err receives messages for people
   */
  public Cli(Map<String, String> environment, InputStream in, OutputStream out, OutputStream err) {
    this.environment = environment;
    this.in = in;
    this.out = new PrintWriter(out, true, UTF_8);
    this.err = new PrintWriter(err, true, UTF_8);
    this.stdout = Terminal.of(out, environment);
    this.stderr = Terminal.of(err, environment);
  }

  /** Runs the arguments and returns the exit code, 4 if stdout is closed or full. */
  public int run(String... arguments) {
    int code = execute(arguments);
    if (out.checkError()) {
      err.println("error: cannot write to stdout");
      return ExitCode.CHECK_ERROR;
    }
    return code;
  }

  private int execute(String... arguments) {
    if (arguments.length == 0 || (arguments.length == 1 && arguments[0].equals("serve"))) {
      return serve();
    }
    return new CommandLine(this)
        .addSubcommand(new ServeCommand(environment, err, stderr))
        .addSubcommand(new ExplainCommand(environment, out, err, stdout))
        .addSubcommand(new CheckCommand(environment, in, out, err, stdout, stderr))
        .addSubcommand(new RehearseCommand(in, out, err))
        .addSubcommand(new WhyCommand(in, out, err))
        .addSubcommand(new DemoCommand(environment, in, out, err, stdout))
        .addSubcommand(new TrainCommand(err))
        .addSubcommand(new HelpCommand())
        .addSubcommand(new GenerateCompletion())
        .addSubcommand(new ManPageCommand(out, err))
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        // The content of a file that an argument names may be a secret.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler((failure, command, parsed) -> internalError(failure))
        .execute(arguments);
  }

  /** Starts the server without picocli, whose model of all commands takes a tenth of the start. */
  private int serve() {
    try {
      return new ServeCommand(environment, err, stderr).call();
    } catch (RuntimeException e) {
      return internalError(e);
    }
  }

  /** Reports the class of an unexpected exception only: its message may contain a secret. */
  private int internalError(Exception failure) {
    err.println("internal error; please report: " + failure.getClass().getName());
    return ExitCode.INTERNAL_ERROR;
  }

  @Override
  public Integer call() {
    return new ServeCommand(environment, err, stderr).call();
  }

  /** Prints the version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Cli.class.getPackage().getImplementationVersion();
      return new String[] {"api-app " + Objects.requireNonNullElse(version, "(not built)")};
    }
  }
}
