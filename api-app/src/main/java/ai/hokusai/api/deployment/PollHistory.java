package ai.hokusai.api.deployment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Counts all polls, and keeps the latest polls, which decide: as many as the required streak, or as the present
 * streak of polls with the expected release, whichever is longer. Used by one thread.
 */
final class PollHistory {
  private final DeploymentOptions options;
  private final Deque<Poll> recent = new ArrayDeque<>();
  private int polls;
  private int responses;
  private int streak;
  private boolean wasReleaseSeen;

  PollHistory(DeploymentOptions options) {
    this.options = options;
  }

  void add(Poll poll) {
    polls++;
    responses += poll.result().isFromService() ? 1 : 0;
    wasReleaseSeen |= isExpected(poll);
    streak = isExpected(poll) && poll.result().isUsable() ? streak + 1 : 0;
    recent.addLast(poll);
    while (recent.size() > Math.max(options.requiredStreak(), streak)) {
      recent.removeFirst();
    }
  }

  /** Returns true if only the release answered for long enough, on enough instances. */
  boolean isSettled() {
    return streak >= options.requiredStreak() && usableInstances() >= options.instances();
  }

  /** Returns true if only the release answered, but not for long enough. */
  boolean isTooShort() {
    return streak == recent.size() && streak < options.requiredStreak();
  }

  int polls() {
    return polls;
  }

  /** The number of polls that the service responded to. */
  int responses() {
    return responses;
  }

  /** Returns true if any poll saw the release. */
  boolean wasReleaseSeen() {
    return wasReleaseSeen;
  }

  /** Returns true if one of the latest polls has such a result. */
  boolean sawRecently(Predicate<PollResult> kind) {
    return recent(kind).findAny().isPresent();
  }

  /** The latest polls with such a result, the most recent at the end. */
  Stream<Poll> recent(Predicate<PollResult> kind) {
    return recent.stream().filter(each -> kind.test(each.result()));
  }

  /** Returns true if one of the latest polls saw the release. */
  boolean sawReleaseRecently() {
    return recent.stream().anyMatch(this::isExpected);
  }

  /** The number of instances of each release. */
  InstanceCounts releases() {
    return InstanceCounts.of(recent(PollResult::namesRelease), Poll::release);
  }

  /** The reasons that instances of the release report with such a result, and the number of instances. */
  InstanceCounts reasons(PollResult result) {
    return InstanceCounts.of(recent(each -> each == result).filter(this::isExpected), Poll::reason);
  }

  /** The number of usable instances of the release. */
  int usableInstances() {
    return (int) recent(PollResult::isUsable)
        .filter(this::isExpected)
        .map(Poll::instance)
        .distinct()
        .count();
  }

  private boolean isExpected(Poll poll) {
    return poll.release().equals(options.release());
  }
}
