package ai.hokusai.api.report;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import ai.hokusai.api.format.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renders the report as text for people: the errors and warnings, the tree of steps, the corrections, and
 * in the last line the result with the first cause and its remedy.
 */
public final class CheckText {
  private static final int TITLE_WIDTH = "configuration".length();
  private static final int LONG = 10;

  private final CheckReport report;
  private final boolean isColoured;
  private final StringBuilder text = new StringBuilder();

  private CheckText(CheckReport report, boolean isColoured) {
    this.report = report;
    this.isColoured = isColoured;
  }

  /** Renders a report, with or without terminal colours. */
  public static String render(CheckReport report, boolean isColoured) {
    var rendering = new CheckText(report, isColoured);
    rendering.findings(Outcome.FAIL);
    rendering.findings(Outcome.WARN);
    rendering.steps(report.steps(), "");
    rendering.corrections();
    rendering
        .text
        .append(commands(report))
        .append('\n')
        .append(rendering.result())
        .append('\n');
    return rendering.text.toString();
  }

  /**
   * The steps that differ between two reports, one line each; empty for none. A step that was not run is no difference.
   *
   * @param time the time of the later one
   */
  public static String changes(CheckReport earlier, CheckReport later, Instant time) {
    Map<String, Step> before = earlier
        .leaves()
        .collect(toMap(each -> each.prefix() + each.name(), each -> each, (one, other) -> one));
    var lines = new StringBuilder();
    later.leaves().forEach(now -> {
      Step was = before.get(now.prefix() + now.name());
      if (was != null && !state(was).equals(state(now)) && wasRun(was) && wasRun(now)) {
        String prefix = now.prefix().isEmpty() ? "" : now.prefix() + " ";
        lines.append("%s  %s%s: %s -> %s\n"
            .formatted(
                time.truncatedTo(ChronoUnit.SECONDS),
                prefix,
                now.name().title(),
                state(was),
                state(now)));
        now.findings().forEach(each -> lines.append("  remedy: " + each.remedy() + "\n"));
      }
    });
    return lines.toString();
  }

  private static boolean wasRun(Step step) {
    return step.outcome() != Outcome.SKIP;
  }

  private static String state(Step step) {
    return Stream.of(step.outcome().label(), step.note(), codes(step))
        .filter(each -> !each.isEmpty())
        .collect(joining("  "));
  }

  private static String codes(Step step) {
    return step.findings().stream()
        .filter(each -> Outcome.of(each) != Outcome.PASS)
        .map(Finding::code)
        .distinct()
        .collect(joining(", "));
  }

  private void findings(Outcome outcome) {
    report
        .leaves()
        .forEach(step -> step.findings().stream()
            .filter(each -> Outcome.of(each) == outcome)
            .forEach(each -> text.append(step.prefix().isEmpty() ? "" : step.prefix() + "\n")
                .append(Colour.paintFindings(each.text(), isColoured))
                .append('\n')));
  }

  private void steps(List<Step> steps, String indent) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      var titles = new ArrayList<String>(List.of(step.name().title()));
      while (i + 1 < steps.size() && isSkippedAlike(step, steps.get(i + 1))) {
        i++;
        titles.add(steps.get(i).name().title());
      }
      text.append(
              titles.size() == 1
                  ? row(step, indent)
                  : Colour.DIM.paint(
                      indent + "skip  " + String.join(", ", titles) + ": " + step.note(),
                      isColoured))
          .append('\n');
      steps(step.steps(), indent + "  ");
    }
  }

  private static boolean isSkippedAlike(Step first, Step next) {
    return Stream.of(first, next)
            .allMatch(each -> each.outcome() == Outcome.SKIP && each.steps().isEmpty())
        && next.note().equals(first.note())
        && next.prefix().equals(first.prefix());
  }

  private String row(Step step, String indent) {
    boolean isFirst = indent.isEmpty() && !step.prefix().isEmpty();
    String note = Stream.of(isFirst ? step.prefix() : "", report.noteOf(step), codes(step))
        .filter(each -> !each.isEmpty())
        .collect(joining("  "));
    String title = step.name().title();
    String row = indent
        + paint(step.outcome(), step.outcome().label())
        + "  "
        + title
        + " ".repeat(TITLE_WIDTH - indent.length() - title.length())
        + "%10s  ".formatted(length(step.duration()))
        + note;
    return row.stripTrailing();
  }

  private String paint(Outcome outcome, String words) {
    Colour colour = switch (outcome) {
      case PASS -> Colour.GREEN;
      case WARN -> Colour.YELLOW;
      case FAIL -> Colour.RED;
      case SKIP -> Colour.DIM;
    };
    return colour.paint(words, isColoured);
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

  /** In a document a correction has its remedy; that of a variable is one line, whose remedy {@code explain} has. */
  private void corrections() {
    report
        .leaves()
        .flatMap(step -> step.findings().stream())
        .filter(each -> Outcome.of(each) == Outcome.PASS)
        .map(each -> each.place() == null
            ? Colour.DIM.paint("note: %s (%s)\n".formatted(each.message(), each.code()), isColoured)
            : "\n" + Colour.paintFindings(each.text(), isColoured))
        .distinct()
        .forEach(text::append);
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

  /** One line for those who see the last line only. */
  private String result() {
    Outcome outcome = report.outcome();
    String word = switch (outcome) {
      case FAIL -> "not ready";
      case WARN -> isConfigurationKnown() ? "ready, with warnings" : "incomplete";
      case PASS, SKIP -> "ready";
    };
    Optional<Finding> cause = report
        .leaves()
        .flatMap(step -> step.findings().stream())
        .filter(each -> outcome.compareTo(Outcome.PASS) > 0 && Outcome.of(each) == outcome)
        .findFirst();
    String why = cause.map(each -> each.code() + ": " + each.remedy()).orElseGet(this::counts);
    return paint(outcome, word + " (exit code " + report.exitCode() + ")") + ": " + why;
  }

  private String counts() {
    return "%d passed, %d skipped"
        .formatted(report.count(Outcome.PASS), report.count(Outcome.SKIP));
  }

  private boolean isConfigurationKnown() {
    return report
        .leaves()
        .noneMatch(step -> step.name() == StepName.CONFIGURATION && step.outcome() == Outcome.SKIP);
  }
}
