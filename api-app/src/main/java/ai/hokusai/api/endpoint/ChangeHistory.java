package ai.hokusai.api.endpoint;

import static ai.hokusai.api.format.Fields.word;

import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import ai.hokusai.health.http.HealthSummary;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the latest changes of a status for the health page, newest first. Thread-safe. */
public final class ChangeHistory implements HealthListener {
  private static final int MAX_ENTRIES = 20;

  private final Deque<Transition> entries = new ArrayDeque<>();
  private final InstantSource clock;

  /**
   * An empty history.
   *
   * @param clock supplies the time of each entry
   */
  public ChangeHistory(InstantSource clock) {
    this.clock = clock;
  }

  /** One change of a status. Immutable. */
  record Transition(Instant at, String text) {}

  @Override
  public void checkChanged(HealthReport.Check check, Status from) {
    HealthSummary summary = HealthSummary.of(check);
    String code = summary.cause() == null ? "" : " (" + summary.cause().code() + ")";
    add(check.name() + ": " + word(from) + " to " + summary.word() + code);
  }

  private synchronized void add(String text) {
    entries.addFirst(new Transition(clock.instant().truncatedTo(ChronoUnit.MILLIS), text));
    if (entries.size() > MAX_ENTRIES) {
      entries.removeLast();
    }
  }

  synchronized List<Transition> newestFirst() {
    return List.copyOf(entries);
  }
}
