package ai.hokusai.health;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.state.Schedule;
import ai.hokusai.health.state.Thresholds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop that probes and publishes, on a thread that nothing but {@link #stop} ends. Only draining is
 * published by another thread, hence the lock of the writers; readers take none.
 */
final class Prober implements Runnable {
  private final Supplier<ProbeResult> probe;
  private final Schedule schedule;
  private final Thresholds thresholds;
  private final InstantSource clock;
  private final Consumer<HealthSnapshot> onTransition;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile Published published;

  Prober(
      Supplier<ProbeResult> probe,
      Schedule schedule,
      Thresholds thresholds,
      InstantSource clock,
      Consumer<HealthSnapshot> onTransition) {
    this.probe = probe;
    this.schedule = schedule;
    this.thresholds = thresholds;
    this.clock = clock;
    this.onTransition = onTransition;
    this.published = Published.of(
        HealthState.initial(clock.instant()), System.nanoTime(), schedule.staleAfter());
  }

  /** What is known now; any thread may ask, and is never made to wait. */
  HealthSnapshot snapshot() {
    return published.seenAt(System.nanoTime());
  }

  /** Says from now on that the service is about to stop; any thread may, and the listener is not told. */
  synchronized void drain() {
    published = published.drained(clock.instant());
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
    double jitter = ThreadLocalRandom.current().nextDouble(-1, 1);
    Duration pause = schedule.pauseAfter(published.state(), clock.instant(), jitter);
    try {
      boolean ignored = stopped.await(pause.toNanos(), NANOSECONDS);
    } catch (InterruptedException e) {
      // Whoever closes interrupts to hurry; from anybody else it costs no more than this pause.
    }
  }

  /** Probes once and publishes what came out. */
  void tick() {
    ProbeResult result = probeSafely();
    if (isStopped()) {
      return;
    }
    HealthSnapshot news = publish(result);
    if (news != null) {
      announce(news);
    }
  }

  /** Takes a result in; returns what is to be told, null where that is nothing new. */
  private synchronized @Nullable HealthSnapshot publish(ProbeResult result) {
    long now = System.nanoTime();
    HealthSnapshot before = published.seenAt(now);
    published = published.after(result, thresholds, now);
    HealthSnapshot after = published.snapshot();
    return after.saysTheSameAs(before) ? null : after;
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
