package ai.hokusai.health.diagnose;

import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The findings for the ambiguous faults that last, and the time of the last test of the server for
 * each. One problem may show as several of them in turn. Any thread may use it.
 */
final class Findings {
  private static final Duration PAUSE = Duration.ofMinutes(1);
  // After another result, the same fault may have another cause.
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(5);
  // The next failures repeat a test that proved nothing, since its answer may have come too late.
  private static final int QUESTIONS = 3;

  private final Map<Fault, Instant> askedAt = new EnumMap<>(Fault.class);
  private final Map<Fault, Duration> pauses = new EnumMap<>(Fault.class);
  private final Map<Fault, Integer> unanswered = new EnumMap<>(Fault.class);
  private final Map<Fault, Fault> proved = new EnumMap<>(Fault.class);

  /** Returns true if the server may be asked about a fault; if so, the pause until the next time begins. */
  synchronized boolean isDue(Fault fault, Instant now) {
    Instant last = askedAt.get(fault);
    // Absolute, so that a clock that was set back does not put it off for longer than the pause.
    Duration pause = pauses.getOrDefault(fault, PAUSE);
    boolean isDue = last == null || Duration.between(last, now).abs().compareTo(pause) >= 0;
    if (isDue) {
      askedAt.put(fault, now);
      pauses.remove(fault);
    }
    return isDue;
  }

  /** Keeps what the server's answer proves, null for nothing. */
  synchronized void settle(Fault fault, @Nullable Fault finding) {
    if (finding == null) {
      proved.remove(fault);
      if (unanswered.merge(fault, 1, Integer::sum) < QUESTIONS) {
        pauses.put(fault, Duration.ZERO);
      }
    } else {
      proved.put(fault, finding);
    }
  }

  /** The fault to report for one that was observed; one of which nothing is known makes it forget. */
  synchronized Fault reported(Fault observed) {
    Fault finding = proved.get(observed);
    if (finding != null) {
      return finding;
    }
    // Seen for itself what had to be proved before.
    if (!proved.containsValue(observed)) {
      forget();
    }
    // The server was asked about neither, so this is no other face of the same trouble.
    if (!askedAt.containsKey(observed) && !proved.containsValue(observed)) {
      reset();
    }
    return observed;
  }

  synchronized void forget() {
    proved.clear();
  }

  /** Forgets, and lets the server be asked again soon: the trouble is over, and the next one is another. */
  synchronized void reset() {
    forget();
    askedAt.keySet().forEach(each -> pauses.put(each, SHORT_PAUSE));
    unanswered.clear();
  }
}
