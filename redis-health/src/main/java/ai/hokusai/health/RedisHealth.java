package ai.hokusai.health;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.probe.Probe;
import ai.hokusai.health.probe.RedisProbe;
import java.time.InstantSource;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;

/**
 * A Redis pool, and how its Redis is found out. It has no thread of its own and asks nothing before a
 * {@link HealthMonitor} does. Any thread may use it.
 */
public final class RedisHealth implements AutoCloseable {
  // What CLIENT SETNAME takes.
  private static final Pattern SERVICE_NAME = Pattern.compile("[!-~]+");

  private final RedisConnector connector;
  private final RedisClient client;

  private RedisHealth(RedisConnector connector) {
    this.connector = connector;
    this.client = connector.pool();
  }

  /**
   * Builds the pool, without opening a connection.
   *
   * @param settings where Redis is and how to speak to it
   * @param serviceName how the connections are named where the settings name none: printable ASCII
   *     without blanks
   * @return the pool and its check, to be closed by the caller
   * @throws IllegalArgumentException where the name is not as described or the JVM cannot use the
   *     certificates or keys
   */
  public static RedisHealth of(RedisSettings settings, String serviceName) {
    if (!SERVICE_NAME.matcher(serviceName).matches()) {
      throw new IllegalArgumentException("a service name is printable ASCII without blanks");
    }
    return new RedisHealth(RedisConnector.of(settings, serviceName));
  }

  /**
   * The pool for the service. Every time-out of it is finite; a blocking command gets a minute.
   *
   * @return the client, which {@link #close()} closes
   */
  public RedisClient client() {
    return client;
  }

  /** A probe with a connection of its own, which the monitor that asks for it closes. */
  Probe probe(InstantSource clock) {
    return RedisProbe.of(connector, clock);
  }

  /** Closes the pool. The monitor, which has a connection too, is closed before. */
  @Override
  public void close() {
    client.close();
  }
}
