package ai.hokusai.api.check;

import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Json;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a check found. Immutable; it holds nothing that has to be kept from anybody.
 *
 * @param target the URL of Redis, or of the service, without what is secret; null where there is none
 * @param steps the tree of steps
 * @param exitCode what the process ends with
 */
public record CheckReport(@Nullable String target, List<Step> steps, int exitCode)
    implements Json.Form {

  /** Copies the list. */
  public CheckReport {
    steps = List.copyOf(steps);
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

  /** Every step that is made of no others, in order. */
  Stream<Step> leaves() {
    return steps.stream().flatMap(Step::walk).filter(each -> each.steps().isEmpty());
  }

  /** Every step of a certain outcome that is made of no others. */
  long count(Outcome outcome) {
    return leaves().filter(each -> each.outcome() == outcome).count();
  }
}
