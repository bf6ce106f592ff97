package ai.hokusai.api.report;

import static java.util.stream.Collectors.joining;

import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.format.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Renders the report as text for people: the tree of steps, the counts, and the cause of a failure with
 * its remedy in the last line.
 */
public final class CheckText {
  private static final int TITLE_WIDTH = "configuration".length();
  private static final int LONG = 10;

  private final boolean isColoured;
  private final StringBuilder text = new StringBuilder();

  private CheckText(boolean isColoured) {
    this.isColoured = isColoured;
  }

  /** Renders a report, with or without terminal colours. */
  public static String render(CheckReport report, boolean isColoured) {
    var rendering = new CheckText(isColoured);
    report.steps().forEach(each -> rendering.step(each, "", report));
    rendering.summary(report);
    return rendering.text + commands(report) + cause(report);
  }

  private void step(Step step, String indent, CheckReport report) {
    boolean isFirst = indent.isEmpty() && !step.prefix().isEmpty();
    String note = (isFirst ? step.prefix() + "  " : "") + report.noteOf(step);
    String title = step.name().title();
    String row = indent
        + paint(step.outcome())
        + "  "
        + title
        + " ".repeat(TITLE_WIDTH - indent.length() - title.length())
        + "%10s  ".formatted(length(step.duration()))
        + note;
    text.append(row.stripTrailing()).append('\n');
    for (Finding finding : step.findings()) {
      text.append(finding.text().indent(indent.length() + 6));
    }
    step.steps().forEach(each -> step(each, indent + "  ", report));
  }

  private static String length(@Nullable Duration duration) {
    if (duration == null) {
      return "";
    }
    double seconds = duration.toNanos() / 1_000_000_000.0;
    return seconds < LONG
        ? String.format(Locale.ROOT, "%.1f ms", seconds * 1_000)
        : String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private void summary(CheckReport report) {
    String word = switch (report.outcome()) {
      case FAIL -> "not ready";
      case WARN -> isConfigurationKnown(report) ? "ready, with warnings" : "incomplete";
      case PASS, SKIP -> "ready";
    };
    text.append('\n')
        .append("%s: %d passed, %d warned, %d failed, %d skipped (exit code %d)\n"
            .formatted(
                word,
                report.count(Outcome.PASS),
                report.count(Outcome.WARN),
                report.count(Outcome.FAIL),
                report.count(Outcome.SKIP),
                report.exitCode()));
  }

  /** The first cause of a failure, for those who see the last line only. */
  private static String cause(CheckReport report) {
    return report
        .leaves()
        .flatMap(step -> step.findings().stream())
        .filter(
            finding -> report.exitCode() != ExitCode.OK && Outcome.of(finding) == report.outcome())
        .findFirst()
        .map(finding -> finding.code() + ": " + finding.remedy() + "\n")
        .orElse("");
  }

  private static boolean isConfigurationKnown(CheckReport report) {
    return report
        .leaves()
        .noneMatch(step -> step.name() == StepName.CONFIGURATION && step.outcome() == Outcome.SKIP);
  }

  /** The commands whose output the next check needs, empty for none. */
  public static String commands(CheckReport report) {
    String commands = report
        .leaves()
        .flatMap(step -> step.facts().stream())
        .filter(fact -> fact.name().equals(Step.COMMANDS))
        .flatMap(fact -> ((List<?>) fact.value()).stream())
        .map(each -> "  " + each + "\n")
        .collect(joining());
    return commands.isEmpty()
        ? ""
        : "\nfetch the values that are not known, and pass each output with --values:\n" + commands;
  }

  private String paint(Outcome outcome) {
    if (!isColoured) {
      return outcome.label();
    }
    int colour = switch (outcome) {
      case PASS -> 32;
      case WARN -> 33;
      case FAIL -> 31;
      case SKIP -> 2;
    };
    return "\u001b[" + colour + "m" + outcome.label() + "\u001b[0m";
  }
}
