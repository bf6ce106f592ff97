package ai.hokusai.api.cli;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.format.Json;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code explain}: shows every setting with its origin, and every diagnostic. */
@Command(
    name = "explain",
    description = "Shows every setting with its origin, and every problem. Opens no connection.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  enum Format {
    TEXT,
    JSON
  }

  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;

  @Option(names = "--format", description = "text (default) or json", defaultValue = "text")
  private Format format = Format.TEXT;

  ExplainCommand(Map<String, String> environment, PrintWriter out, PrintWriter err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    AppConfig config = AppConfig.resolve(environment);
    out.print(format == Format.JSON ? Json.text(config.json()) : ExplainText.render(config));
    out.flush();
    if (config.isRejected() && format == Format.TEXT) {
      err.println(
          config.refusesStart()
              ? "The server would refuse to start with this configuration (exit code 78)."
              : "The server would start without Redis and answer 503, as STARTUP_POLICY says.");
    }
    return config.isRejected() ? ExitCode.FAILED : ExitCode.OK;
  }
}
