package ai.hokusai.health.probe;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** Runs a probe once at a time, as the loop of a monitor does, and waits for the result. */
final class TestProbe implements AutoCloseable {
  private static final Duration GRACE = Duration.ofMillis(200);

  private final SingleFlight flight;
  private final Thread waiting = Thread.currentThread();

  TestProbe(Probe probe, Duration deadline, InstantSource clock) {
    this.flight = new SingleFlight(
        probe, deadline, TestProbe::start, clock, () -> LockSupport.unpark(waiting));
  }

  private static void start(Runnable task) {
    var thread = new Thread(task, "probe-runner");
    thread.setDaemon(true);
    thread.start();
  }

  /** Begins an attempt and waits until it lands or is given up; a zombie is told of at once. */
  ProbeResult run() {
    var ignored = flight.poll(System.nanoTime());
    ProbeResult result = flight.begin(System.nanoTime());
    while (result == null) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      result = flight.poll(System.nanoTime());
    }
    return result;
  }

  @Override
  public void close() {
    flight.abandon();
    try {
      flight.awaitEnd(GRACE.toNanos());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
