package ai.hokusai.api.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One outage, and when somebody is reminded of it next: after 1, 5 and 15 minutes, then each hour.
 * Immutable.
 *
 * @param since when it began
 * @param nextAfter how long it lasts at the next reminder
 */
record Outage(Instant since, Duration nextAfter) {
  private static final List<Duration> FIRST =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

  /** An outage of which everybody knows that it lasts that long; what was missed is not made up for. */
  static Outage toldAt(Instant since, Duration lasts) {
    Duration next = FIRST.stream()
        .filter(each -> each.compareTo(lasts) > 0)
        .findFirst()
        .orElse(Duration.ofHours(lasts.toHours() + 1));
    return new Outage(since, next);
  }

  boolean isDue(Duration lasts) {
    return lasts.compareTo(nextAfter) >= 0;
  }
}
