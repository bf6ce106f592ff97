package ai.hokusai.api.report;

import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.format.Json;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One step of a check with its outcome. Immutable.
 *
 * @param prefix the prefix of the variables of one of several Redis, empty for none
 * @param name the name
 * @param outcome the outcome
 * @param note the reason for skipping it, or a short result for people; empty for none
 * @param duration the duration, null if it was not measured
 * @param findings the findings, the worst first
 * @param facts the facts for machines
 * @param steps the steps that it consists of
 */
public record Step(
    String prefix,
    StepName name,
    Outcome outcome,
    String note,
    @Nullable Duration duration,
    List<Finding> findings,
    List<Fact> facts,
    List<Step> steps)
    implements Json.Form {
  /** The name of the fact with the commands to run next, a list of texts. */
  public static final String COMMANDS = "commands";

  /** Copies the lists. */
  public Step {
    findings = List.copyOf(findings);
    facts = List.copyOf(facts);
    steps = List.copyOf(steps);
  }

  /**
   * A fact that a step found.
   *
   * @param name the name of its field
   * @param value a text, a number, a list of texts, or a map from texts to numbers
   */
  public record Fact(String name, Object value) {}

  @Override
  public Fields json() {
    var values = new Fields();
    facts.forEach(fact -> values.add(fact.name(), fact.value()));
    return new Fields()
        .addIfPresent("prefix", prefix)
        .add("name", name.id())
        .add("status", outcome.label())
        .add("note", note.isEmpty() ? null : note)
        .add("durationMs", Json.millis(duration))
        .add("diagnostics", findings)
        .add("facts", values)
        .add("steps", steps);
  }

  /** A step that was not run. */
  public static Step skipped(StepName name, String reason) {
    return new Step("", name, Outcome.SKIP, reason, null, List.of(), List.of(), List.of());
  }

  /** A step that was run; its findings decide the outcome. */
  public static Step completed(
      StepName name,
      String note,
      @Nullable Duration duration,
      List<Finding> findings,
      List<Fact> facts) {
    Stream<Outcome> outcomes =
        Stream.concat(Stream.of(Outcome.PASS), findings.stream().map(Outcome::of));
    return new Step("", name, Outcome.worst(outcomes), note, duration, findings, facts, List.of());
  }

  /** A group of steps. */
  public static Step group(StepName name, List<Step> steps) {
    Outcome outcome = Outcome.worst(steps.stream().map(Step::outcome));
    return new Step("", name, outcome, "", null, List.of(), List.of(), steps);
  }

  /** The same step of one of several Redis, whose variables have a prefix. */
  Step of(String ofRedis) {
    List<Step> below = steps.stream().map(each -> each.of(ofRedis)).toList();
    return new Step(ofRedis, name, outcome, note, duration, findings, facts, below);
  }

  /** The same step with another short result for people. */
  Step withNote(String words) {
    return new Step(prefix, name, outcome, words, duration, findings, facts, steps);
  }

  /** This step and every step below it, in order. */
  Stream<Step> walk() {
    return Stream.concat(Stream.of(this), steps.stream().flatMap(Step::walk));
  }
}
