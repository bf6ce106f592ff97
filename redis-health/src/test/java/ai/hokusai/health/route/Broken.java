package ai.hokusai.health.route;

import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.testing.TestSettings;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/** Connections of which the first is closed on this side before it is handed out. */
final class Broken extends NodePools {
  private final RedisConnector connector;
  private final List<RedisLink> handedOut = new ArrayList<>();

  Broken(Router router) {
    super(router);
    this.connector = router.connector();
  }

  static CommandObject<String> set() {
    return new CommandObject<>(
        new CommandArguments(Command.SET).add("key").add("value"), BuilderFactory.STRING);
  }

  @Override
  RedisLink borrow() {
    RedisLink connection = connector.open(ConnectionWatch.none(), TestSettings.LONG);
    if (handedOut.isEmpty()) {
      connection.disconnect();
    }
    handedOut.add(connection);
    return connection;
  }

  @Override
  public void close() {
    handedOut.forEach(RedisLink::close);
    super.close();
  }
}
