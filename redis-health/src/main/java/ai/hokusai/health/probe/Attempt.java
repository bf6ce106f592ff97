package ai.hokusai.health.probe;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;

/** One ping on a daemon thread of its own, since a thread in a name look-up cannot be called back. */
final class Attempt {
  private final ProbeConnection connection;
  private final FutureTask<Boolean> task;
  private final Thread thread;

  private Attempt(ProbeConnection connection) {
    this.connection = connection;
    this.task = new FutureTask<>(connection::ping, true);
    this.thread = new Thread(task, "redis-health-attempt");
  }

  static Attempt start(ProbeConnection connection) {
    var attempt = new Attempt(connection);
    attempt.thread.setDaemon(true);
    attempt.thread.start();
    return attempt;
  }

  boolean isInFlight() {
    return !task.isDone();
  }

  void await(Duration deadline) throws ExecutionException, InterruptedException, TimeoutException {
    task.get(deadline.toNanos(), NANOSECONDS);
  }

  /** What it means that the attempt has not ended, by how far it came. */
  Fault overdueFault() {
    return switch (connection.stage()) {
      case RESOLVING -> Fault.DNS_TIMEOUT;
      case CONNECTING -> Fault.CONNECT_TIMEOUT;
      case HANDSHAKING -> Fault.TLS_HANDSHAKE_TIMEOUT;
      case TALKING -> Fault.READ_TIMEOUT;
    };
  }

  void join(Duration grace) {
    try {
      thread.join(grace.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
