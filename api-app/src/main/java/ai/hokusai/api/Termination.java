package ai.hokusai.api;

import ai.hokusai.api.log.LogOutput;
import ai.hokusai.api.log.StopEvents;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of the process after SIGTERM or SIGINT, with exit code 0. It is armed before anything starts,
 * since a deployment that is rolled back is often ended while it still starts.
 */
final class Termination {
  private final Thread hook = new Thread(this::run, "shutdown");
  private volatile Runnable stop = () -> {};
  private volatile Duration limit = Duration.ofSeconds(5);

  private Termination() {}

  /** From here on a signal ends the process with exit code 0. */
  static Termination arm() {
    var termination = new Termination();
    Runtime.getRuntime().addShutdownHook(termination.hook);
    return termination;
  }

  /** What is given is from here on done before a signal ends the process, within a limit. */
  void before(Runnable orderlyStop, Duration longest) {
    limit = longest;
    stop = orderlyStop;
  }

  /** Waits for the signal. */
  void await() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      stop.run();
      Thread.currentThread().interrupt();
    }
  }

  /** From here on the process ends with the exit code of its command. */
  void disarm() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal was first: the hook runs already and decides the exit code.
    }
  }

  private void run() {
    SecondSignal.endsTheProcess();
    startWatchdog();
    int code = ExitCode.OWN_FAULT;
    try {
      stop.run();
      code = ExitCode.OK;
    } finally {
      LogOutput.ofProcess().flush(Main.LAST_LINES);
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
      // Nobody interrupts it; if somebody did, the process had better end.
    } finally {
      LogOutput.ofProcess().flush(Main.LAST_LINES);
      Runtime.getRuntime().halt(ExitCode.OWN_FAULT);
    }
  }
}
