package ai.hokusai.it.faults;

import java.time.Duration;
import java.util.Locale;

/** How long a run takes that can be as long as somebody likes. */
final class LongRun {
  private LongRun() {}

  /** What a system property says, as in {@code 40s} or {@code 20m}. */
  static Duration duration(String property, String otherwise) {
    return parse(System.getProperty(property, otherwise));
  }

  static Duration parse(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
