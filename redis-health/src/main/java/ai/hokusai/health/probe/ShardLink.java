package ai.hokusai.health.probe;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.probe.ProbeCommands.ClusterInfo;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The connection of the probe to the primary of one shard, replaced by a new one after a minute, so
 * that it proves the credentials again. One thread at a time probes; any other may abort.
 */
final class ShardLink {
  private static final long LIFE = Duration.ofSeconds(60).toNanos();

  private final RedisConnector connector;
  private final ProbeExpectations plan;
  private ProbeConnection connection;
  private long endsAt;

  ShardLink(RedisConnector connector, ProbeExpectations plan, Duration limit) {
    this.connector = connector;
    this.plan = plan;
    this.connection = create(limit);
  }

  private ProbeConnection create(Duration limit) {
    // Not all links of a cluster are replaced by the same probe.
    endsAt = System.nanoTime() + LIFE - ThreadLocalRandom.current().nextLong(LIFE / 3);
    return new ProbeConnection(
        watch -> connector.open(watch, limit), plan, new PrimaryTracker(connector::renewPool));
  }

  NodeAddress node() {
    return connector.settings().nodeAddress();
  }

  /**
   * Probes the primary.
   *
   * @param limit the longest time to open a connection
   * @return the cause of the failure, null for a success
   */
  @Nullable
  Cause probe(Duration limit) {
    ProbeConnection used = current(limit);
    try {
      used.ping();
      return null;
    } catch (Throwable e) {
      Cause cause = used.isAborted() ? used.stageFault() : FaultClassifier.describe(e);
      used.abort();
      return connector.describe(cause);
    }
  }

  private synchronized ProbeConnection current(Duration limit) {
    if (connection.isAborted() || System.nanoTime() - endsAt >= 0) {
      connection.abort();
      connection = create(limit);
    }
    return connection;
  }

  /** The fault of a probe that does not end. */
  synchronized Cause hanging() {
    return connection.stageFault();
  }

  synchronized void abort() {
    connection.abort();
  }

  synchronized ClusterInfo info() {
    return connection.info();
  }

  synchronized ProbeFacts facts() {
    return connection.observations();
  }

  /** The open connection, null for none. */
  synchronized @Nullable RedisLink link() {
    return connection.isAborted() ? null : connection.link();
  }
}
