package ai.hokusai.health.connect;

import ai.hokusai.health.testing.TestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.providers.ConnectionProvider;

/** Connections of which the first is closed on this side before it is handed out. */
final class Broken implements ConnectionProvider {
  private final RedisConnector connector;
  private final List<Connection> handedOut = new ArrayList<>();

  Broken(RedisConnector connector) {
    this.connector = connector;
  }

  static CommandObject<String> set() {
    return new CommandObject<>(
        new CommandArguments(Command.SET).add("key").add("value"), BuilderFactory.STRING);
  }

  @Override
  public Connection getConnection() {
    Connection connection = connector.open(ConnectionWatch.none(), TestSettings.LONG);
    if (handedOut.isEmpty()) {
      connection.disconnect();
    }
    handedOut.add(connection);
    return connection;
  }

  @Override
  public Connection getConnection(CommandArguments command) {
    return getConnection();
  }

  @Override
  public Map<?, ?> getConnectionMap() {
    return Map.of();
  }

  @Override
  public void close() {
    handedOut.forEach(Connection::close);
  }
}
