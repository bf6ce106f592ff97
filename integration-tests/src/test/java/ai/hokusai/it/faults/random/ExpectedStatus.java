package ai.hokusai.it.faults.random;

import static java.util.stream.Collectors.joining;

import ai.hokusai.it.faults.harness.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * What was true of one Redis from moment to moment, and whether an answer was true at some moment within the time that
 * the documented formula allows. One thread tells it what it is about to do, any other may judge.
 */
public final class ExpectedStatus {
  /** What stands for a Redis that can be used, beside the codes. */
  public static final String WELL = "WELL";

  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final long detectionNanos;
  private final long recoveryNanos;

  /** What an answer is. */
  public enum Verdict {
    TRUE,
    FALSE_HEALTHY,
    FALSE_UNHEALTHY,
    WRONG_CODE
  }

  /** From a moment to the beginning of the next span, all of this can be found. */
  private record Span(long from, Set<String> findings) {}

  public ExpectedStatus(Duration detection, Duration recovery) {
    this.detectionNanos = detection.toNanos();
    this.recoveryNanos = recovery.toNanos();
  }

  /** From that moment on, this can be found and nothing else; told before it is brought about. */
  public void becomes(long now, Set<String> findings) {
    spans.add(new Span(now, Set.copyOf(findings)));
  }

  /**
   * Judges an answer.
   *
   * @param seen the answer
   * @param asked when the question was on its way
   * @param answered when the answer had come
   * @param lost how much longer everything may take, because the machine stood still
   */
  public Verdict judge(Observation seen, long asked, long answered, long lost) {
    if (seen.isUp()) {
      var isTrue = was(asked - detectionNanos - lost, answered, ExpectedStatus.WELL::equals);
      return isTrue ? Verdict.TRUE : Verdict.FALSE_HEALTHY;
    }
    long from = asked - recoveryNanos - lost;
    if (seen.isDown() && was(from, answered, finding -> finding.equals(seen.code()))) {
      return Verdict.TRUE;
    }
    var wasDown = was(from, answered, finding -> !finding.equals(WELL));
    return seen.isDown() && wasDown ? Verdict.WRONG_CODE : Verdict.FALSE_UNHEALTHY;
  }

  private boolean was(long from, long to, Predicate<String> wanted) {
    for (int i = 0; i < spans.size(); i++) {
      var span = spans.get(i);
      long end = i + 1 < spans.size() ? spans.get(i + 1).from() : Long.MAX_VALUE;
      if (span.from() <= to && end >= from && span.findings().stream().anyMatch(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** What it was lately, for a message. */
  public String lately(long now) {
    return spans.stream()
        .skip(Math.max(0, spans.size() - 8))
        .map(span -> "%.1f s ago %s".formatted((now - span.from()) / 1e9, span.findings()))
        .collect(joining(", "));
  }
}
