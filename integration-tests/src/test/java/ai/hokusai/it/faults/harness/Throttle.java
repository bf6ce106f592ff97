package ai.hokusai.it.faults.harness;

import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Lets a few sites at a time start and end processes, so that forty of them do not slow each other down. */
public final class Throttle {
  private static final int AT_A_TIME = 3;

  private final Semaphore throttle = new Semaphore(AT_A_TIME, true);

  /** Something costly. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /** When something began and ended, on the monotonic clock. */
  public record Span(long began, long ended) {}

  public <T> T take(Work<T> work) throws IOException {
    throttle.acquireUninterruptibly();
    try {
      return work.run();
    } finally {
      throttle.release();
    }
  }

  /** Carries out an act, in its turn where it is a costly one; waiting for that is no part of the span. */
  public Span perform(Action act, TestBed testBed) throws IOException {
    return act.isCostly() ? take(() -> time(act, testBed)) : time(act, testBed);
  }

  private static Span time(Action act, TestBed testBed) throws IOException {
    long began = System.nanoTime();
    act.on(testBed);
    return new Span(began, System.nanoTime());
  }
}
