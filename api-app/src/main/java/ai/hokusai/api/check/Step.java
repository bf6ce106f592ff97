package ai.hokusai.api.check;

import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.format.Json;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One step of a check and how it went.
 *
 * @param name which it is
 * @param outcome how it went
 * @param note why it was skipped, or what it found, in a few words for people; empty for nothing
 * @param duration how long it took, null where nobody measured it
 * @param findings what there is to say, the gravest first
 * @param facts what was learnt
 * @param steps the steps that it is made of
 */
record Step(
    StepName name,
    Outcome outcome,
    String note,
    @Nullable Duration duration,
    List<Finding> findings,
    List<Fact> facts,
    List<Step> steps)
    implements Json.Form {

  Step {
    findings = List.copyOf(findings);
    facts = List.copyOf(facts);
    steps = List.copyOf(steps);
  }

  @Override
  public Fields json() {
    var learnt = new Fields();
    facts.forEach(fact -> learnt.add(fact.name(), fact.value()));
    return new Fields()
        .add("name", name.id())
        .add("status", outcome.label())
        .add("note", note.isEmpty() ? null : note)
        .add("durationMs", Json.millis(duration))
        .add("diagnostics", findings)
        .add("facts", learnt)
        .add("steps", steps);
  }

  static Step skipped(StepName name, String why) {
    return new Step(name, Outcome.SKIP, why, null, List.of(), List.of(), List.of());
  }

  /** One that was taken; its findings decide how it went. */
  static Step taken(
      StepName name,
      String note,
      @Nullable Duration duration,
      List<Finding> findings,
      List<Fact> facts) {
    Stream<Outcome> outcomes =
        Stream.concat(Stream.of(Outcome.PASS), findings.stream().map(Outcome::of));
    return new Step(name, Outcome.worst(outcomes), note, duration, findings, facts, List.of());
  }

  /** Several together. */
  static Step group(StepName name, List<Step> steps) {
    Outcome outcome = Outcome.worst(steps.stream().map(Step::outcome));
    return new Step(name, outcome, "", null, List.of(), List.of(), steps);
  }

  /** This and every step below it, in order. */
  Stream<Step> walk() {
    return Stream.concat(Stream.of(this), steps.stream().flatMap(Step::walk));
  }
}
