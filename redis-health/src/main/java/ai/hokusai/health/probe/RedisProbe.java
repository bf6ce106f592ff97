package ai.hokusai.health.probe;

import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.diagnose.Diagnosis;
import java.time.InstantSource;
import java.util.function.Function;
import redis.clients.jedis.Connection;

/**
 * Asks Redis for a PONG on a connection of its own, which is kept while it works. An ambiguous failure
 * is settled on a second socket within the deadline where time is left, else after it; the finding is
 * then reported by the next attempt that fails in the same way.
 */
public final class RedisProbe implements Probe {
  private final Function<ConnectionWatch, Connection> opener;
  private final Diagnosis diagnosis;
  private final InstantSource clock;
  private ProbeConnection connection;
  private boolean isClosed;

  RedisProbe(
      Function<ConnectionWatch, Connection> opener, Diagnosis diagnosis, InstantSource clock) {
    this.opener = opener;
    this.diagnosis = diagnosis;
    this.clock = clock;
    this.connection = new ProbeConnection(opener);
  }

  /**
   * A probe that has not asked yet.
   *
   * @param connector opens its connections
   * @param clock where the results get their time from
   * @return the probe, to be closed by the caller
   */
  public static RedisProbe of(RedisConnector connector, InstantSource clock) {
    return new RedisProbe(connector::open, new Diagnosis(connector.tls(), clock), clock);
  }

  @Override
  public synchronized Attempt begin() {
    if (connection.isAborted() && !isClosed) {
      connection = new ProbeConnection(opener);
    }
    return new RedisAttempt(connection, diagnosis, clock);
  }

  /** Closes the connection, which ends an attempt in flight, unless that hangs in a name look-up. */
  @Override
  public synchronized void close() {
    isClosed = true;
    connection.abort();
    diagnosis.close();
  }
}
