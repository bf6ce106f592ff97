package ai.hokusai.api;

import java.util.concurrent.CountDownLatch;

/**
 * The end of the process after SIGTERM or SIGINT, with exit code 0. It is armed before anything starts,
 * since a deployment that is rolled back is often ended while it still starts.
 */
final class Termination {
  private final Thread hook = new Thread(this::run, "shutdown");
  private volatile Runnable stop = () -> {};

  private Termination() {}

  /** From here on a signal ends the process with exit code 0. */
  static Termination arm() {
    var termination = new Termination();
    Runtime.getRuntime().addShutdownHook(termination.hook);
    return termination;
  }

  /** Waits for the signal; what is given is then done before the process ends. */
  void await(Runnable orderlyStop) {
    stop = orderlyStop;
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      orderlyStop.run();
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
    int code = ExitCode.OWN_FAULT;
    try {
      stop.run();
      code = ExitCode.OK;
    } finally {
      // The JVM would end with 143 after a signal, which orchestrators count as a failure.
      Runtime.getRuntime().halt(code);
    }
  }
}
