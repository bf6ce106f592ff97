package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.diagnose.Diagnosis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks Redis for a PONG on a connection of its own, with one deadline over name look-up, TCP, TLS,
 * greeting and reply. One thread at a time runs it; another may close it once nobody runs it.
 */
public final class RedisProbe implements AutoCloseable {
  private static final Duration LAST_GRACE = Duration.ofMillis(200);

  private final Function<ConnectionWatch, RedisLink> opener;
  private final ProbePlan plan;
  private final Topology topology;
  private final Diagnosis diagnosis;
  private final Duration deadline;
  private final InstantSource clock;
  private volatile ProbeConnection connection;
  private volatile @Nullable Attempt last;

  RedisProbe(
      Function<ConnectionWatch, RedisLink> opener,
      ProbePlan plan,
      Topology topology,
      Diagnosis diagnosis,
      Duration deadline,
      InstantSource clock) {
    this.opener = opener;
    this.plan = plan;
    this.topology = topology;
    this.diagnosis = diagnosis;
    this.deadline = deadline;
    this.clock = clock;
    this.connection = newConnection();
  }

  /**
   * A probe that has not asked yet.
   *
   * @param connector opens its connections, and drops those of its pool once the primary has moved
   * @param plan what it expects of Redis
   * @param deadline the longest a run takes
   * @param clock where the results get their time from
   * @return the probe, to be closed by the caller
   */
  public static RedisProbe of(
      RedisConnector connector, ProbePlan plan, Duration deadline, InstantSource clock) {
    return new RedisProbe(
        watch -> connector.open(watch, deadline),
        plan,
        new Topology(connector::renewPool),
        new Diagnosis(connector.tls(), clock),
        deadline,
        clock);
  }

  private ProbeConnection newConnection() {
    return new ProbeConnection(opener, plan, topology);
  }

  /**
   * Asks once. While an attempt that was given up still hangs, as in a look-up of a name, its fault is
   * reported again at once and no further attempt begins.
   *
   * <p>An ambiguous failure is settled on a second socket within the deadline where time is left, else
   * after it; the finding is then reported by the next run that fails in the same way.
   *
   * @return what was found out, after the deadline at the latest
   */
  public ProbeResult run() {
    ProbeConnection asked = connection;
    ProbeResult result = runOn(asked);
    Observations seen = asked.observations();
    return result.with(seen.warnings(result.at()), seen.facts());
  }

  private ProbeResult runOn(ProbeConnection asked) {
    long start = System.nanoTime();
    Attempt earlier = last;
    if (earlier != null && earlier.isInFlight()) {
      return failure(earlier.overdueFault(), start);
    }
    var attempt = Attempt.start(asked, diagnosis);
    last = attempt;
    try {
      attempt.await(deadline);
      diagnosis.forget();
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
    connection = newConnection();
  }

  private ProbeResult failure(Throwable thrown, long start) {
    Fault fault = FaultClassifier.classify(thrown);
    if (fault == Fault.INTERNAL_ERROR) {
      diagnosis.forget();
      return ProbeResult.internalError(thrown, since(start), clock.instant());
    }
    return failure(fault, start);
  }

  private ProbeResult failure(Fault fault, long start) {
    return ProbeResult.failure(diagnosis.reported(fault), since(start), clock.instant());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Closes the connection and ends the attempt in flight, unless that hangs in a name look-up. */
  @Override
  public void close() {
    connection.abort();
    diagnosis.close();
    Attempt attempt = last;
    if (attempt != null) {
      attempt.join(LAST_GRACE);
    }
  }
}
