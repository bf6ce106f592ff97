package ai.hokusai.health.diagnose;

import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The findings for the ambiguous faults that last, and the time of the last test of the server for
 * each. One problem may show as several of them in turn. Any thread may use it.
 */
final class Findings {
  private static final Duration PAUSE = Duration.ofMinutes(1);
  // After another result, the same fault may have another cause.
  // The first answer that proves nothing may only have come too late.
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(5);

  private final Map<Fault, Instant> askedAt = new EnumMap<>(Fault.class);
  private final Set<Fault> dueSoon = EnumSet.noneOf(Fault.class);
  private final Set<Fault> askedAgain = EnumSet.noneOf(Fault.class);
  private final Map<Fault, Fault> proved = new EnumMap<>(Fault.class);

  /** Whether the server may be asked about a fault; if so, the pause until the next time begins. */
  synchronized boolean isDue(Fault fault, Instant now) {
    Instant last = askedAt.get(fault);
    // Absolute, so that a clock that was set back does not put it off for longer than the pause.
    Duration pause = dueSoon.contains(fault) ? SHORT_PAUSE : PAUSE;
    boolean isDue = last == null || Duration.between(last, now).abs().compareTo(pause) >= 0;
    if (isDue) {
      askedAt.put(fault, now);
      dueSoon.remove(fault);
    }
    return isDue;
  }

  /** Keeps what the server's answer proves, null for nothing. */
  synchronized void settle(Fault fault, @Nullable Fault finding) {
    if (finding == null) {
      proved.remove(fault);
      if (askedAgain.add(fault)) {
        dueSoon.add(fault);
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
    dueSoon.addAll(askedAt.keySet());
    askedAgain.clear();
  }
}
