package ai.hokusai.api.cli;

import static java.util.stream.Collectors.joining;

import ai.hokusai.api.check.CheckOptions;
import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.document.DocumentCheck;
import ai.hokusai.api.document.UnusableDocumentException;
import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.rehearsal.Rehearsal;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.CheckText;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.diagnostic.Severity;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code rehearse}: deploys a task definition on this machine by the rules of ECS. */
@Command(
    name = "rehearse",
    description = "Deploys the task definition on this machine by the rules of ECS, and reports"
        + " whether ECS would complete the deployment or roll it back.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:ECS would complete the deployment",
      "1:it would not, or the documents have errors, or a value is not known",
      "3:the command line is invalid, or a document cannot be rehearsed",
      "4:the report could not be written"
    },
    footerHeading = "Examples:%n",
    footer = {
      "  api-app rehearse --task-definition task-definition.json --values values.json",
      "    --service service.json --target-group target-group.json --redis 127.0.0.1:6380"
    })
final class RehearseCommand implements Callable<Integer> {
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private Documents documents;

  @Option(
      names = "--tasks",
      converter = TaskCount.class,
      defaultValue = "1",
      description = "number of tasks that run at the same time, 1 to 10 (default: 1)")
  private int tasks = 1;

  @Option(
      names = "--redis",
      paramLabel = "<host:port>",
      converter = Address.class,
      description =
          "address that this machine reaches, in the place of the Redis of the definition,"
              + " whose host name the tasks keep")
  private @Nullable InetSocketAddress redis;

  @Option(
      names = "--timeout",
      description = "time limit for the whole rehearsal, such as 90s or 5m (default: 10m)",
      converter = DurationOption.class)
  private Duration timeout = Duration.ofMinutes(10);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  RehearseCommand(InputStream in, PrintWriter out, PrintWriter err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    if (documents.readsStdinTwice()) {
      throw new ParameterException(
          spec.commandLine(), "not valid", spec.findOption("--values"), null);
    }
    try {
      return rehearse();
    } catch (UnusableDocumentException e) {
      err.println("error: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.CHECK_ERROR;
    }
  }

  private int rehearse() throws InterruptedException {
    DocumentCheck check = documents.read(
        true,
        in,
        List.of(Naming.PLAIN),
        true,
        (variables, files) ->
            Map.of(Naming.PLAIN, AppConfig.resolve(variables, files, Instant.now())),
        timeout);
    var options = new CheckOptions(true, false, Set.of(), timeout);
    CheckReport report = check.run(false, options, step -> {});
    List<Finding> errors = report
        .leaves()
        .flatMap(step -> step.findings().stream())
        .filter(each -> each.severity() == Severity.ERROR)
        .toList();
    errors.forEach(each -> print(each.text().stripTrailing()));
    List<String> notKnown = check.notKnown();
    if (!notKnown.isEmpty()) {
      out.println(CheckText.commands(report));
      print("not rehearsed: not known: " + String.join(", ", notKnown));
      return ExitCode.FAILED;
    }
    Consumer<String> lines = this::print;
    boolean completes = Rehearsal.run(check, new Rehearsal.Options(tasks, redis, timeout), lines);
    if (completes && !errors.isEmpty()) {
      String codes = errors.stream().map(Finding::code).distinct().collect(joining(", "));
      print("but the documents have errors: " + codes);
    }
    return completes && errors.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(String lines) {
    out.println(lines);
    out.flush();
  }

  private static final class TaskCount implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9]|10")) {
        throw new TypeConversionException("not a number of tasks");
      }
      return Integer.valueOf(text);
    }
  }

  private static final class Address implements ITypeConverter<InetSocketAddress> {
    private static final Pattern FORM =
        Pattern.compile("(?<host>[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+]):(?<port>\\d{1,5})");

    @Override
    public InetSocketAddress convert(String text) {
      Matcher address = FORM.matcher(text);
      int port = address.matches() ? Integer.parseInt(address.group("port")) : 0;
      if (port < 1 || port > 65_535) {
        throw new TypeConversionException("not an address with a port");
      }
      var resolved = new InetSocketAddress(address.group("host"), port);
      if (resolved.isUnresolved()) {
        throw new TypeConversionException("not a host that resolves");
      }
      return resolved;
    }
  }
}
