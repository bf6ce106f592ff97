package ai.hokusai.api.health;

import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last changes, the newest first, for somebody who opens the page after the incident. */
public final class History implements HealthListener {
  private static final int KEPT = 20;

  private final Deque<Transition> last = new ArrayDeque<>();
  private final InstantSource clock;

  /**
   * A history without entries.
   *
   * @param clock tells when something was heard
   */
  public History(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void checkChanged(HealthReport.Check check, Status from) {
    Summary summary = Summary.of(check);
    String code = summary.cause() == null ? "" : " (" + summary.cause().code() + ")";
    add(check.name() + ": " + Summary.word(from) + " to " + summary.word() + code);
  }

  private synchronized void add(String text) {
    last.addFirst(new Transition(clock.instant().truncatedTo(ChronoUnit.MILLIS), text));
    if (last.size() > KEPT) {
      last.removeLast();
    }
  }

  synchronized List<Transition> newestFirst() {
    return List.copyOf(last);
  }
}
