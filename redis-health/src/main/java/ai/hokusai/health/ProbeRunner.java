package ai.hokusai.health;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.probe.Attempt;
import ai.hokusai.health.probe.ProbeResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs one attempt on its own thread for a caller that waits, and cancels it at the deadline. Used
 * once, by one thread.
 */
final class ProbeRunner {
  private static final Duration TICK = Duration.ofMillis(100);
  // The second socket that settles an ambiguous failure waits for half a second.
  private static final Duration SETTLING = Duration.ofMillis(700);

  private final Attempt attempt;
  private final Runnable onTick;
  private final InstantSource clock = InstantSource.system();
  private final long start = System.nanoTime();

  /** A runner that calls back ten times a second while the attempt runs. */
  ProbeRunner(Attempt attempt, Runnable onTick) {
    this.attempt = attempt;
    this.onTick = onTick;
  }

  /** Waits for the result, for somewhat longer than the deadline at most. */
  ProbeResult run(Duration deadline) throws InterruptedException {
    var task = new FutureTask<>(attempt::run);
    Threads.ofProbes().start("probe", task);
    ProbeResult inTime = await(task, deadline);
    return attempt.complete(inTime == null ? overdue(task) : inTime);
  }

  private ProbeResult overdue(FutureTask<ProbeResult> task) throws InterruptedException {
    var ignored = attempt.cancel();
    ProbeResult late = await(task, SETTLING);
    // A success after the deadline is a failure.
    return late == null || late.fault() == null
        ? ProbeResult.failure(attempt.cancel(), elapsed(), clock.instant())
        : late;
  }

  private @Nullable ProbeResult await(FutureTask<ProbeResult> task, Duration limit)
      throws InterruptedException {
    long begin = System.nanoTime();
    for (long left = limit.toNanos();
        left > 0;
        left = limit.toNanos() - (System.nanoTime() - begin)) {
      try {
        return task.get(Math.min(left, TICK.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        onTick.run();
      } catch (ExecutionException e) {
        return ProbeResult.internalError(requireNonNull(e.getCause()), elapsed(), clock.instant());
      }
    }
    return null;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
