package ai.hokusai.api.cli;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.format.Json;
import ai.hokusai.api.report.Terminal;
import ai.hokusai.config.diagnostic.Documentation;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code explain}: shows every setting with its origin and every diagnostic, or one code. */
@Command(
    name = "explain",
    description =
        "Shows every setting with its origin and every problem, or explains one code. Opens"
            + " no connection.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the settings can be used, or the code is known",
      "1:the settings are rejected",
      "3:the command line is invalid, or there is no such code"
    },
    footerHeading = "Examples:%n",
    footer = {"  api-app explain", "  api-app explain AUTH_FAILED"})
final class ExplainCommand implements Callable<Integer> {

  enum Format {
    TEXT,
    JSON
  }

  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Terminal stdout;

  @Option(names = "--all", description = "show settings that have their defaults too")
  private boolean isWhole;

  @Option(names = "--format", description = "text (default) or json", defaultValue = "text")
  private Format format = Format.TEXT;

  @Parameters(
      paramLabel = "<code>",
      arity = "0..1",
      description = "code to explain, such as AUTH_FAILED, with commands for the Redis of this"
          + " environment")
  private @Nullable String code;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  ExplainCommand(
      Map<String, String> environment, PrintWriter out, PrintWriter err, Terminal stdout) {
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.stdout = stdout;
  }

  @Override
  public Integer call() {
    AppConfig config = AppConfig.resolve(environment);
    if (code != null) {
      return explain(code, config);
    }
    out.print(
        format == Format.JSON
            ? Json.text(config.json())
            : ExplainText.render(config, isWhole, stdout.isColoured()));
    out.flush();
    if (config.isRejected() && format == Format.TEXT) {
      err.println(
          config.refusesStart()
              ? "The server would refuse to start with this configuration (exit code 78)."
              : "The server would start without Redis and answer 503, as STARTUP_POLICY says.");
    }
    return config.isRejected() ? ExitCode.FAILED : ExitCode.OK;
  }

  /** Repeats no part of a text that is not a code, since it may be a secret. */
  private int explain(String text, AppConfig config) {
    if (format == Format.JSON) {
      throw new ParameterException(
          spec.commandLine(), "not valid", spec.findOption("--format"), null);
    }
    CodePages pages = CodePages.read();
    Optional<String> page = pages.of(text, config);
    if (page.isEmpty()) {
      String similar = String.join(", ", pages.similar(text));
      err.println("error: there is no such code"
          + (similar.isEmpty()
              ? "; all codes: " + Documentation.DIAGNOSTICS
              : "; similar: " + similar));
      return ExitCode.USAGE;
    }
    out.print(page.get());
    out.flush();
    return ExitCode.OK;
  }
}
