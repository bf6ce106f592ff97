package ai.hokusai.health.diagnose;

import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The findings for the ambiguous faults that last, and the time of the last test of the server for
 * each. One problem may appear as several of them in turn. Any thread may use it.
 */
final class Findings {
  private static final Duration PAUSE = Duration.ofMinutes(1);
  // After another result, the same fault may have another cause.
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(5);
  // The next failures repeat a test that proved nothing, since its answer may have come too late.
  private static final int TESTS = 3;

  private final Map<Fault, Instant> testedAt = new EnumMap<>(Fault.class);
  private final Map<Fault, Duration> pauses = new EnumMap<>(Fault.class);
  private final Map<Fault, Integer> unanswered = new EnumMap<>(Fault.class);
  private final Map<Fault, Fault> proved = new EnumMap<>(Fault.class);

  /**
   * Returns true if the server may be tested for a fault; then the pause until the next test
   * begins.
   */
  synchronized boolean isDue(Fault fault, Instant now) {
    Instant last = testedAt.get(fault);
    // Absolute, so that a clock that was set back does not delay it for longer than the pause.
    Duration pause = pauses.getOrDefault(fault, PAUSE);
    boolean isDue = last == null || Duration.between(last, now).abs().compareTo(pause) >= 0;
    if (isDue) {
      testedAt.put(fault, now);
      pauses.remove(fault);
    }
    return isDue;
  }

  /** Records the fault that the answer of the server proves, null for none. */
  synchronized void settle(Fault fault, @Nullable Fault finding) {
    if (finding == null) {
      proved.remove(fault);
      if (unanswered.merge(fault, 1, Integer::sum) < TESTS) {
        pauses.put(fault, Duration.ZERO);
      }
    } else {
      proved.put(fault, finding);
    }
  }

  /** The fault to report for an observed one; a fault without a finding drops the others. */
  synchronized Fault reported(Fault observed) {
    Fault finding = proved.get(observed);
    if (finding != null) {
      return finding;
    }
    // The fault that a test proved before is now observed directly.
    if (!proved.containsValue(observed)) {
      clear();
    }
    // Neither was tested, so this fault is no other symptom of the same problem.
    if (!testedAt.containsKey(observed) && !proved.containsValue(observed)) {
      reset();
    }
    return observed;
  }

  synchronized void clear() {
    proved.clear();
  }

  /**
   * Drops the findings and permits a test soon: the problem is over, and the next one is another.
   */
  synchronized void reset() {
    clear();
    testedAt.keySet().forEach(each -> pauses.put(each, SHORT_PAUSE));
    unanswered.clear();
  }
}
