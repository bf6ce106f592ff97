package ai.hokusai.api.check;

import ai.hokusai.api.deployed.Answer;
import ai.hokusai.api.deployed.Sight;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the polls of a deployment saw: how many there were, and the last of them, which decide. Those are as
 * many as the stretch, or more where more in a row saw nothing but the expected release. Used by one thread.
 */
final class Sightings {
  private final DeploymentOptions options;
  private final Deque<Answer> recent = new ArrayDeque<>();
  private int polls;
  private int answered;
  private int streak;
  private boolean wasReleaseSeen;

  Sightings(DeploymentOptions options) {
    this.options = options;
  }

  void add(Answer answer) {
    polls++;
    answered += answer.sight().isAnswer() ? 1 : 0;
    wasReleaseSeen |= isExpected(answer);
    streak = isExpected(answer) && answer.sight().isUsable() ? streak + 1 : 0;
    recent.addLast(answer);
    while (recent.size() > Math.max(options.stretch(), streak)) {
      recent.removeFirst();
    }
  }

  /** Whether enough instances of the release, and nothing else, were seen for long enough. */
  boolean isSettled() {
    return streak >= options.stretch() && usableInstances() >= options.instances();
  }

  /** Whether nothing but the release was seen, and not for long enough. */
  boolean isCutShort() {
    return streak == recent.size() && streak < options.stretch();
  }

  int polls() {
    return polls;
  }

  /** How many of them the service answered. */
  int answered() {
    return answered;
  }

  /** Whether the release was ever seen. */
  boolean wasReleaseSeen() {
    return wasReleaseSeen;
  }

  /** Whether one of the last polls saw something of that kind. */
  boolean sawLately(Predicate<Sight> kind) {
    return lately(kind).findAny().isPresent();
  }

  /** The last polls that saw something of that kind, the latest at the end. */
  Stream<Answer> lately(Predicate<Sight> kind) {
    return recent.stream().filter(each -> kind.test(each.sight()));
  }

  /** Whether one of the last polls saw the release. */
  boolean sawReleaseLately() {
    return recent.stream().anyMatch(this::isExpected);
  }

  /** How many instances there are of each release. */
  InstanceCounts releases() {
    return InstanceCounts.of(lately(Sight::namesRelease), Answer::release);
  }

  /** What instances of the release say who were seen like that, and how many. */
  InstanceCounts reasons(Sight sight) {
    return InstanceCounts.of(
        lately(each -> each == sight).filter(this::isExpected), Answer::reason);
  }

  /** How many instances of the release could work when they were seen. */
  int usableInstances() {
    return (int) lately(Sight::isUsable)
        .filter(this::isExpected)
        .map(Answer::instance)
        .distinct()
        .count();
  }

  private boolean isExpected(Answer answer) {
    return answer.release().equals(options.release());
  }
}
