package ai.hokusai.api.cli;

import static java.util.stream.Collectors.joining;

import ai.hokusai.api.format.ExitCode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code generate-man-page}: prints the manual page of a command in the man macros of roff. */
@Command(
    name = "generate-man-page",
    description = "Prints the manual page of api-app, or of one of its commands.",
    mixinStandardHelpOptions = true,
    hidden = true)
final class ManPageCommand implements Callable<Integer> {
  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(paramLabel = "<command>", arity = "0..1", description = "command, such as check")
  private @Nullable String name;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it.
  private CommandSpec spec;

  ManPageCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    CommandLine main = spec.parent().commandLine();
    CommandLine command = name == null ? main : main.getSubcommands().get(name);
    if (command == null) {
      err.println("error: there is no such command\ntry: api-app --help");
      return ExitCode.USAGE;
    }
    out.print(page(command));
    out.flush();
    return ExitCode.OK;
  }

  private static String page(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    String title = spec.qualifiedName("-");
    String description = description(spec);
    String synopsis = command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    return ".TH \"" + text(title.toUpperCase(Locale.ROOT)) + "\" 1\n"
        + section("NAME", text(title + " - " + firstSentence(description)) + "\n")
        + section("SYNOPSIS", text(synopsis) + "\n")
        + section("DESCRIPTION", text(description) + "\n")
        + section("OPTIONS", options(spec))
        + section("COMMANDS", commands(command))
        + section("EXIT STATUS", exitCodes(usage.exitCodeList()))
        + section(
            "EXAMPLES",
            Stream.of(usage.footer()).map(each -> text(each) + "\n.br\n").collect(joining()));
  }

  private static String commands(CommandLine command) {
    return command.getSubcommands().values().stream()
        .map(each -> each.getCommandSpec().usageMessage().hidden()
            ? ""
            : entry(each.getCommandName(), description(each.getCommandSpec())))
        .collect(joining());
  }

  private static String description(CommandSpec spec) {
    return String.join(" ", spec.usageMessage().description());
  }

  private static String exitCodes(Map<String, String> codes) {
    return codes.entrySet().stream()
        .map(each -> entry(each.getKey(), each.getValue()))
        .collect(joining());
  }

  /** The first sentence without its full stop, in small letters, as the index of {@code man} expects. */
  private static String firstSentence(String description) {
    String sentence = description.split("\\.(?:\\s|$)|;", 2)[0];
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private static String options(CommandSpec spec) {
    return Stream.<ArgSpec>concat(spec.positionalParameters().stream(), spec.options().stream())
        .filter(each -> !each.hidden())
        .map(each -> entry(
            each instanceof OptionSpec option
                ? String.join(", ", option.names())
                    + (option.arity().max() > 0 ? " " + each.paramLabel() : "")
                : each.paramLabel(),
            String.join(" ", each.description())))
        .collect(joining());
  }

  private static String section(String title, String body) {
    return body.isEmpty() ? "" : ".SH " + title + "\n" + body;
  }

  private static String entry(String label, String description) {
    return ".TP\n\\fB" + text(label.strip()) + "\\fR\n" + text(description) + "\n";
  }

  /** Text without markup of picocli, in which no character is a request or an escape of roff. */
  private static String text(String markup) {
    String plain = Ansi.OFF.string(markup.replace("%n", " ")).strip();
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
