package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs a check that the service provides, which may throw or hang. */
public final class CheckProbe implements Probe {
  private final Callable<Optional<Cause>> check;
  private final InstantSource clock;

  /**
   * A probe of a check.
   *
   * @param check returns empty where the dependency works
   * @param clock the clock for the time of the results
   */
  public CheckProbe(Callable<Optional<Cause>> check, InstantSource clock) {
    this.check = check;
    this.clock = clock;
  }

  @Override
  public Attempt begin() {
    return new CheckAttempt();
  }

  @Override
  public void close() {
    // Nothing is kept between attempts.
  }

  /** One call of the check, which is interrupted when it is cancelled. */
  private final class CheckAttempt implements Attempt {
    private @Nullable Thread runner;
    private boolean isCancelled;

    @Override
    public ProbeResult run() {
      var stopwatch = new ProbeResult.Stopwatch(clock);
      enter(Thread.currentThread());
      try {
        Optional<Cause> cause = check.call();
        return cause.map(stopwatch::failure).orElseGet(stopwatch::success);
      } catch (Throwable e) {
        return stopwatch.thrown(Fault.CHECK_FAILED, e);
      } finally {
        leave();
      }
    }

    private synchronized void enter(Thread thread) {
      runner = thread;
      if (isCancelled) {
        thread.interrupt();
      }
    }

    private synchronized void leave() {
      runner = null;
    }

    @Override
    public synchronized Cause cancel() {
      isCancelled = true;
      if (runner != null) {
        runner.interrupt();
      }
      return Fault.CHECK_TIMEOUT;
    }
  }
}
