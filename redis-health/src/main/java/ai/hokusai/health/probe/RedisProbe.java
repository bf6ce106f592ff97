package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.connect.ConnectionWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/**
 * Asks Redis for a PONG on a connection of its own, with one deadline over name look-up, TCP, TLS,
 * greeting and reply. One thread at a time runs it; another may close it once nobody runs it.
 */
public final class RedisProbe implements AutoCloseable {
  private static final Duration LAST_GRACE = Duration.ofMillis(200);

  private final Function<ConnectionWatch, Connection> opener;
  private final Duration deadline;
  private final InstantSource clock;
  private volatile ProbeConnection connection;
  private volatile @Nullable Attempt last;

  /**
   * A probe that has not asked yet.
   *
   * @param opener opens a connection and lets somebody watch
   * @param deadline the longest a run takes
   * @param clock where the results get their time from
   */
  public RedisProbe(
      Function<ConnectionWatch, Connection> opener, Duration deadline, InstantSource clock) {
    this.opener = opener;
    this.deadline = deadline;
    this.clock = clock;
    this.connection = new ProbeConnection(opener);
  }

  /**
   * Asks once. While an attempt that was given up still hangs, as in a look-up of a name, its fault is
   * reported again at once and no further attempt begins.
   *
   * @return what was found out, after the deadline at the latest
   */
  public ProbeResult run() {
    long start = System.nanoTime();
    Attempt earlier = last;
    if (earlier != null && earlier.isInFlight()) {
      return failure(earlier.overdueFault(), start);
    }
    var attempt = Attempt.start(connection);
    last = attempt;
    try {
      attempt.await(deadline);
      return ProbeResult.success(since(start), clock.instant());
    } catch (ExecutionException e) {
      renewConnection();
      return failure(Objects.requireNonNullElse(e.getCause(), e), start);
    } catch (TimeoutException e) {
      renewConnection();
      return failure(attempt.overdueFault(), start);
    } catch (InterruptedException e) {
      renewConnection();
      Thread.currentThread().interrupt();
      return ProbeResult.internalError(e, since(start), clock.instant());
    }
  }

  private void renewConnection() {
    connection.abort();
    connection = new ProbeConnection(opener);
  }

  private ProbeResult failure(Throwable thrown, long start) {
    Fault fault = FaultClassifier.classify(thrown);
    return fault == Fault.INTERNAL_ERROR
        ? ProbeResult.internalError(thrown, since(start), clock.instant())
        : failure(fault, start);
  }

  private ProbeResult failure(Fault fault, long start) {
    return ProbeResult.failure(fault, since(start), clock.instant());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Closes the connection and ends the attempt in flight, unless that hangs in a name look-up. */
  @Override
  public void close() {
    connection.abort();
    Attempt attempt = last;
    if (attempt != null) {
      attempt.join(LAST_GRACE);
    }
  }
}
