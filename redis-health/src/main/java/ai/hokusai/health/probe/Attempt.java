package ai.hokusai.health.probe;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.diagnose.Diagnosis;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One ping on a daemon thread of its own, since a thread in a name look-up cannot be called back. What
 * is ambiguous about a failure is settled on the same thread, if need be after nobody waits any more.
 */
final class Attempt {
  private final ProbeConnection connection;
  private final Diagnosis diagnosis;
  private final FutureTask<Boolean> task;
  private final Thread thread;
  private volatile @Nullable Fault failure;

  private Attempt(ProbeConnection connection, Diagnosis diagnosis) {
    this.connection = connection;
    this.diagnosis = diagnosis;
    this.task = new FutureTask<>(this::ping, true);
    this.thread = new Thread(task, "redis-health-attempt");
  }

  static Attempt start(ProbeConnection connection, Diagnosis diagnosis) {
    var attempt = new Attempt(connection, diagnosis);
    attempt.thread.setDaemon(true);
    attempt.thread.start();
    return attempt;
  }

  private void ping() {
    try {
      connection.ping();
    } catch (RuntimeException e) {
      settle(connection.isAborted() ? connection.stageFault() : FaultClassifier.classify(e));
      throw e;
    }
  }

  private void settle(Fault fault) {
    failure = fault;
    InetSocketAddress peer = connection.doubtfulPeer();
    if (peer != null) {
      diagnosis.examine(fault, connection.stage(), peer);
    }
  }

  boolean isInFlight() {
    return !task.isDone();
  }

  void await(Duration deadline) throws ExecutionException, InterruptedException, TimeoutException {
    task.get(deadline.toNanos(), NANOSECONDS);
  }

  /** What it means that the attempt has not ended: how its ping failed, else how far it came. */
  Fault overdueFault() {
    return Objects.requireNonNullElseGet(failure, connection::stageFault);
  }

  void join(Duration grace) {
    try {
      thread.join(grace.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
