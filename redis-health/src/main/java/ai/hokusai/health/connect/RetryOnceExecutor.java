package ai.hokusai.health.connect;

import java.time.Duration;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ConnectionProvider;

/**
 * Runs each command on a connection of the pool. A command that was not sent completely, so that no
 * server can have run it, is retried once on another connection. Any thread may use it.
 */
final class RetryOnceExecutor implements CommandExecutor {
  // The second attempt has all of the time of the first; together they keep to the bound of one.
  private static final long SOON = Duration.ofMillis(30).toNanos();

  private final ConnectionProvider connections;

  RetryOnceExecutor(ConnectionProvider connections) {
    this.connections = connections;
  }

  @Override
  public <T> T executeCommand(CommandObject<T> command) {
    long start = System.nanoTime();
    Connection first = connections.getConnection(command.getArguments());
    try (first) {
      return first.executeCommand(command);
    } catch (RuntimeException e) {
      boolean isUnsent = first instanceof RedisLink link && link.failedUnsent();
      if (!isUnsent || System.nanoTime() - start > SOON) {
        throw e;
      }
    }
    try (Connection second = connections.getConnection(command.getArguments())) {
      return second.executeCommand(command);
    }
  }

  @Override
  public void close() {
    try {
      connections.close();
    } catch (Exception e) {
      // The pool could not close a connection, which is discarded either way.
    }
  }
}
