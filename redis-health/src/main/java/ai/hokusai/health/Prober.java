package ai.hokusai.health;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import ai.hokusai.health.probe.ProbeResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The loop that probes and publishes, on a thread that nothing but {@link #stop} ends. */
final class Prober implements Runnable {
  private final Supplier<ProbeResult> probe;
  private final Timing timing;
  private final InstantSource clock;
  private final Consumer<HealthSnapshot> onTransition;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Published published;

  Prober(
      Supplier<ProbeResult> probe,
      Timing timing,
      InstantSource clock,
      Consumer<HealthSnapshot> onTransition) {
    this.probe = probe;
    this.timing = timing;
    this.clock = clock;
    this.onTransition = onTransition;
    this.published = new Published(HealthSnapshot.starting(clock.instant()), System.nanoTime());
  }

  /** What is known now; any thread may ask, and is never made to wait. */
  HealthSnapshot snapshot() {
    return published.seenAt(System.nanoTime(), timing.staleAfter());
  }

  void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    while (!isStopped()) {
      try {
        tick();
      } catch (Throwable e) {
        // An error of the JVM itself, such as no memory left: the next round may go better.
      }
      pause();
    }
  }

  private void pause() {
    Duration pause = timing.pauseAfter(published.snapshot());
    try {
      boolean ignored = stopped.await(pause.toNanos(), NANOSECONDS);
    } catch (InterruptedException e) {
      // Whoever closes interrupts to hurry; from anybody else it costs no more than this pause.
    }
  }

  /** Probes once and publishes what came out. */
  void tick() {
    HealthSnapshot before = snapshot();
    ProbeResult result = probeSafely();
    if (isStopped()) {
      return;
    }
    HealthSnapshot after = before.after(result);
    published = new Published(after, System.nanoTime());
    if (!after.saysTheSameAs(before)) {
      announce(after);
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private ProbeResult probeSafely() {
    long start = System.nanoTime();
    try {
      return probe.get();
    } catch (Throwable e) {
      var took = Duration.ofNanos(System.nanoTime() - start);
      return ProbeResult.internalError(e, took, clock.instant());
    }
  }

  private void announce(HealthSnapshot snapshot) {
    try {
      onTransition.accept(snapshot);
    } catch (Throwable e) {
      // Shown as the JVM shows what ends a thread, though this one goes on.
      var thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
