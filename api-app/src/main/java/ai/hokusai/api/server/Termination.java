package ai.hokusai.api.server;

import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.log.LogOutput;
import ai.hokusai.api.log.StopEvents;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process after SIGTERM or SIGINT with exit code 0. It is armed before anything starts, since a
 * deployment is often rolled back while the process still starts.
 */
public final class Termination {
  private static final Duration SETTLED = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Thread hook = new Thread(this::run, "shutdown");
  private volatile Runnable stop = () -> {};
  private volatile Duration limit = Duration.ofSeconds(5);

  private Termination() {}

  /** Makes a signal end the process with exit code 0. */
  public static Termination arm() {
    var termination = new Termination();
    Runtime.getRuntime().addShutdownHook(termination.hook);
    return termination;
  }

  /** Sets the work that is done before a signal ends the process, and its time limit. */
  public void before(Runnable shutdown, Duration timeLimit) {
    limit = timeLimit;
    stop = shutdown;
  }

  /** Waits for the signal, and returns unused memory to the system meanwhile. */
  public void await() {
    var never = new CountDownLatch(1);
    try {
      never.await(SETTLED.toMillis(), TimeUnit.MILLISECONDS);
      UnusedMemory.collectAndRelease();
      for (long pause = SETTLED.toMillis();
          !never.await(pause, TimeUnit.MILLISECONDS);
          pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis())) {
        UnusedMemory.release();
      }
    } catch (InterruptedException e) {
      stop.run();
      Thread.currentThread().interrupt();
    }
  }

  /** Makes the process end with the exit code of its command again. */
  public void disarm() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // A signal arrived before: the hook is running and decides the exit code.
    }
  }

  private void run() {
    ForcedShutdown.onNextSignal();
    startWatchdog();
    int code = ExitCode.INTERNAL_ERROR;
    try {
      stop.run();
      code = ExitCode.OK;
    } finally {
      LogOutput.ofProcess().flush(LogOutput.LAST_FLUSH);
      // The JVM would end with 143 after a signal, which orchestrators count as a failure.
      Runtime.getRuntime().halt(code);
    }
  }

  private void startWatchdog() {
    var watchdog = new Thread(this::endWhenOverdue, "shutdown-limit");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  private void endWhenOverdue() {
    try {
      TimeUnit.NANOSECONDS.sleep(limit.toNanos());
      StopEvents.overdue();
    } catch (InterruptedException e) {
      // Nothing interrupts this thread. If something did, the process should end.
    } finally {
      LogOutput.ofProcess().flush(LogOutput.LAST_FLUSH);
      Runtime.getRuntime().halt(ExitCode.INTERNAL_ERROR);
    }
  }
}
