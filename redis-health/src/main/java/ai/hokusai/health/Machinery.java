package ai.hokusai.health;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import ai.hokusai.health.probe.SingleFlight;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Everything of a monitor that runs, and how it is ended. Any thread may close it. */
final class Machinery implements AutoCloseable {
  // Together less than the second that closing may take.
  private static final Duration LOOP_GRACE = Duration.ofMillis(200);
  private static final Duration ATTEMPT_GRACE = Duration.ofMillis(250);
  private static final Duration LISTENER_GRACE = Duration.ofMillis(250);
  private static final Duration LAST_GRACE = Duration.ofMillis(100);

  private final EventLoop loop;
  private final Thread loopThread;
  private final List<SingleFlight> flights;
  private final List<Teller> tellers;
  private final Runnable detach;

  Machinery(
      EventLoop loop,
      Thread loopThread,
      List<SingleFlight> flights,
      List<Teller> tellers,
      Runnable detach) {
    this.detach = detach;
    this.loop = loop;
    this.loopThread = loopThread;
    this.flights = List.copyOf(flights);
    this.tellers = List.copyOf(tellers);
  }

  @Override
  public void close() {
    detach.run();
    loop.stop();
    await(LOOP_GRACE, List.of(loopThread), each -> nanos -> NANOSECONDS.timedJoin(each, nanos));
    flights.forEach(SingleFlight::abandon);
    await(ATTEMPT_GRACE, flights, each -> each::awaitLanding);
    tellers.forEach(Teller::close);
    await(LISTENER_GRACE, tellers, each -> each::await);
    tellers.forEach(Teller::hurry);
    await(LAST_GRACE, tellers, each -> each::await);
  }

  /** Waiting for one thing, for so many nanoseconds at most. */
  @FunctionalInterface
  private interface Wait {
    void upTo(long nanos) throws InterruptedException;
  }

  private static <T> void await(Duration grace, List<T> ending, Function<T, Wait> waits) {
    long end = System.nanoTime() + grace.toNanos();
    try {
      for (T each : ending) {
        waits.apply(each).upTo(end - System.nanoTime());
      }
    } catch (InterruptedException e) {
      // Whoever closes is in a hurry: with this flag set, nothing else is waited for either.
      Thread.currentThread().interrupt();
    }
  }
}
