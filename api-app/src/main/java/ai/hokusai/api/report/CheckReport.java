package ai.hokusai.api.report;

import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of a check. Immutable; contains no secrets.
 *
 * @param target the URL of Redis or of the service without secrets, null for none
 * @param steps the tree of steps
 * @param exitCode the exit code of the process
 */
public record CheckReport(@Nullable String target, List<Step> steps, int exitCode)
    implements Json.Form {

  /** Copies the list. */
  public CheckReport {
    steps = List.copyOf(steps);
  }

  /** Creates a report whose exit code follows from its steps: a warning alone is {@link ExitCode#OK}. */
  public static CheckReport of(@Nullable String target, List<Step> steps, boolean isInternalError) {
    boolean isFailed = Outcome.worst(steps.stream().map(Step::outcome)) == Outcome.FAIL;
    int exitCode = isFailed ? ExitCode.FAILED : ExitCode.OK;
    return new CheckReport(target, steps, isInternalError ? ExitCode.CHECK_ERROR : exitCode);
  }

  /**
   * The report on several Redis.
   *
   * @param reports the report on each, by the prefix of its variables
   */
  public static CheckReport of(Map<String, CheckReport> reports) {
    boolean isInternalError =
        reports.values().stream().anyMatch(each -> each.exitCode == ExitCode.CHECK_ERROR);
    List<Step> steps = reports.entrySet().stream()
        .flatMap(each -> each.getValue().steps.stream()
            .map(step -> step.withNote(each.getValue().noteOf(step)).of(each.getKey())))
        .toList();
    return of(null, steps, isInternalError);
  }

  /** The same report with other steps, from which its exit code follows. */
  public CheckReport with(List<Step> others) {
    return of(target, others, exitCode == ExitCode.CHECK_ERROR);
  }

  /** The same report, with this exit code if its worst outcome is a warning. */
  public CheckReport withExitCodeOfWarnings(int code) {
    return exitCode == ExitCode.OK && outcome() == Outcome.WARN
        ? new CheckReport(target, steps, code)
        : this;
  }

  /** The target of a step that has one, its result otherwise. */
  String noteOf(Step step) {
    return step.name().hasTarget() && target != null ? target : step.note();
  }

  @Override
  public Fields json() {
    return new Fields()
        .add("status", outcome().label())
        .add("exitCode", exitCode)
        .add("target", target)
        .add("steps", steps);
  }

  Outcome outcome() {
    return Outcome.worst(steps.stream().map(Step::outcome));
  }

  /** Every step without steps of its own, in order. */
  public Stream<Step> leaves() {
    return steps.stream().flatMap(Step::walk).filter(each -> each.steps().isEmpty());
  }

  /** The number of steps without steps of their own that have this outcome. */
  long count(Outcome outcome) {
    return leaves().filter(each -> each.outcome() == outcome).count();
  }
}
