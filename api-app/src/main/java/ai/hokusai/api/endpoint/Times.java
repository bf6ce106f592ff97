package ai.hokusai.api.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Formats times and durations for people. */
final class Times {
  private static final int DAY = 86_400;
  private static final int WEEK = 7 * DAY;

  private Times() {}

  /** A duration in its two largest units, such as {@code 2 min 12 s}, and from a week on in days. */
  static String text(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 1) {
      return "less than 1 s";
    }
    if (seconds >= WEEK) {
      return seconds / DAY + " days";
    }
    return seconds < 60
        ? seconds + " s"
        : seconds < 3_600
            ? pair(seconds, 60, "min", 1, "s")
            : seconds < DAY
                ? pair(seconds, 3_600, "h", 60, "min")
                : pair(seconds, DAY, seconds < 2 * DAY ? "day" : "days", 3_600, "h");
  }

  private static String pair(long seconds, int large, String name, int small, String smaller) {
    long rest = seconds % large / small;
    return seconds / large + " " + name + (rest == 0 ? "" : " " + rest + " " + smaller);
  }

  /** The time of today, or date and time, in whole seconds of UTC. */
  static String at(Instant at, Instant now) {
    String text = at.truncatedTo(ChronoUnit.SECONDS).toString();
    boolean isToday = at.atOffset(ZoneOffset.UTC)
        .toLocalDate()
        .equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
    return isToday ? text.substring(text.indexOf('T') + 1) : text;
  }

  /** Milliseconds with one decimal below 100. */
  static String millis(long nanos) {
    double millis = nanos / 1_000_000.0;
    return millis < 100
        ? String.format(Locale.ROOT, "%.1f", millis)
        : String.valueOf(Math.round(millis));
  }

  /** A count with separators, such as {@code 1,234}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
