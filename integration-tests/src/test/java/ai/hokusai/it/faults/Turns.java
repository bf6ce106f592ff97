package ai.hokusai.it.faults;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Lets a few sites at a time start and end processes, so that forty of them do not slow each other down. */
final class Turns {
  private static final int AT_A_TIME = 3;

  private final Semaphore turns = new Semaphore(AT_A_TIME, true);

  /** Something costly. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** When something began and ended, on the monotonic clock. */
  record Span(long began, long ended) {}

  <T> T take(Work<T> work) throws IOException {
    turns.acquireUninterruptibly();
    try {
      return work.run();
    } finally {
      turns.release();
    }
  }

  /** Carries out an act, in its turn where it is a costly one; waiting for that is no part of the span. */
  Span perform(Act act, Site site) throws IOException {
    return act.isCostly() ? take(() -> time(act, site)) : time(act, site);
  }

  private static Span time(Act act, Site site) throws IOException {
    long began = System.nanoTime();
    act.on(site);
    return new Span(began, System.nanoTime());
  }
}
