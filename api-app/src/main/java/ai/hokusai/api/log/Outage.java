package ai.hokusai.api.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One outage with its next reminder: after 1, 5 and 15 minutes, then each hour. Immutable.
 *
 * @param since its start
 * @param nextAfter its duration at the next reminder
 */
record Outage(Instant since, Duration nextAfter) {
  private static final List<Duration> FIRST =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

  /** An outage of this duration, with the next reminder; missed reminders are not repeated. */
  static Outage after(Instant since, Duration lasts) {
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
