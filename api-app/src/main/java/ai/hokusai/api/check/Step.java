package ai.hokusai.api.check;

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
    List<Step> steps) {

  Step {
    findings = List.copyOf(findings);
    facts = List.copyOf(facts);
    steps = List.copyOf(steps);
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
        Stream.concat(Stream.of(Outcome.PASS), findings.stream().map(Finding::outcome));
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
