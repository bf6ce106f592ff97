package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.connect.RoundTrips;
import ai.hokusai.health.diagnose.Diagnosis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Probes Redis on a connection of its own, which is kept while it works. An ambiguous failure is
 * diagnosed on a second socket within the deadline where time is left, else after it; then the next
 * attempt that fails in the same way reports the finding.
 */
public final class RedisProbe implements Probe {
  private final Function<ConnectionWatch, RedisLink> opener;
  private final ProbeExpectations plan;
  private final PrimaryTracker topology;
  private final Diagnosis diagnosis;
  private final UnaryOperator<Cause> words;
  private final InstantSource clock;
  private final Consumer<Duration> limit;
  private final RoundTrips roundTrips;
  private ProbeConnection connection;
  private boolean isClosed;

  RedisProbe(
      Function<ConnectionWatch, RedisLink> opener,
      ProbeExpectations plan,
      PrimaryTracker topology,
      Diagnosis diagnosis,
      InstantSource clock) {
    this(
        opener,
        plan,
        topology,
        diagnosis,
        UnaryOperator.identity(),
        clock,
        deadline -> {},
        RoundTrips.ofAnyLength());
  }

  private RedisProbe(
      Function<ConnectionWatch, RedisLink> opener,
      ProbeExpectations plan,
      PrimaryTracker topology,
      Diagnosis diagnosis,
      UnaryOperator<Cause> words,
      InstantSource clock,
      Consumer<Duration> limit,
      RoundTrips roundTrips) {
    this.opener = opener;
    this.plan = plan;
    this.topology = topology;
    this.diagnosis = diagnosis;
    this.words = words;
    this.clock = clock;
    this.limit = limit;
    this.roundTrips = roundTrips;
    this.connection = new ProbeConnection(opener, plan, topology);
  }

  /**
   * A probe without a connection.
   *
   * @param connector opens its connections, and drops those of its pool once the primary has moved
   * @param deadline the longest time to open a connection, until another is set
   * @param clock the clock for the time of the results
   * @return the probe, to be closed by the caller
   */
  public static RedisProbe of(
      RedisConnector connector, ProbeExpectations plan, Duration deadline, InstantSource clock) {
    var limit = new AtomicReference<>(deadline);
    return new RedisProbe(
        watch -> connector.open(watch, Objects.requireNonNull(limit.get())),
        plan,
        new PrimaryTracker(connector::renewPool),
        new Diagnosis(connector::tls, clock),
        connector::describe,
        clock,
        limit::set,
        connector.roundTrips());
  }

  @Override
  public void limit(Duration deadline) {
    limit.accept(deadline);
  }

  @Override
  public Duration allowance(Duration configured) {
    return roundTrips.allowance(configured);
  }

  @Override
  public synchronized Attempt begin() {
    if (connection.isAborted() && !isClosed) {
      connection = new ProbeConnection(opener, plan, topology);
    }
    return new RedisAttempt(connection, diagnosis, roundTrips, words, clock);
  }

  /** The open connection, null for none. */
  synchronized @Nullable RedisLink link() {
    return connection.link();
  }

  /**
   * Closes the connection, which ends an attempt in flight, unless that hangs in a name look-up.
   */
  @Override
  public synchronized void close() {
    isClosed = true;
    connection.abort();
    diagnosis.close();
  }
}
