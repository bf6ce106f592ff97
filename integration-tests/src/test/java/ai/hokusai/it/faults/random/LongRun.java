package ai.hokusai.it.faults.random;

import java.time.Duration;
import java.util.Locale;

/** How long a run takes that can be as long as somebody likes. */
public final class LongRun {
  private LongRun() {}

  /** What a system property says, as in {@code 40s} or {@code 20m}. */
  public static Duration duration(String property, String otherwise) {
    return parse(System.getProperty(property, otherwise));
  }

  public static Duration parse(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
