package ai.hokusai.health.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.connect.HelloReply;
import ai.hokusai.health.redis.RedisFacts.Mode;
import ai.hokusai.health.redis.RedisFacts.Role;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.SafeEncoder;

/** The commands of the probe on an open connection, and the meaning of the replies. */
final class ProbeCommands {
  private static final byte[] PONG = "PONG".getBytes(US_ASCII);
  private static final byte[] OK = "OK".getBytes(US_ASCII);
  private static final String CANARY_LIFE_MILLIS = "60000";
  private static final ProtocolCommand HELLO = () -> SafeEncoder.encode("HELLO");

  private final Connection connection;

  ProbeCommands(Connection connection) {
    this.connection = connection;
  }

  /** Sends PING and HELLO in one write, so that both cost one round trip. */
  void begin() {
    connection.sendCommand(Command.PING);
    connection.sendCommand(HELLO);
  }

  /** Reads the reply to PING. */
  void expectPong() {
    Object reply = connection.getOne();
    if (!(reply instanceof byte[] bytes && Arrays.equals(bytes, PONG))) {
      throw new JedisDataException("PING was not answered with PONG");
    }
  }

  /** Reads the reply to HELLO; null where the user, or a proxy in between, does not permit it. */
  @Nullable
  ServerInfo serverInfo() {
    try {
      return ServerInfo.of(connection.getOne());
    } catch (JedisDataException e) {
      Fault fault = FaultClassifier.classify(e);
      if (fault == Fault.NO_PERMISSION || fault == Fault.UNEXPECTED_REPLY) {
        return null;
      }
      throw e;
    }
  }

  /** Throws where Redis differs from the expectations. */
  void judge(ServerInfo server, ProbeExpectations plan) {
    if (server.mode() == Mode.SENTINEL) {
      throw new FaultException(Fault.SENTINEL_INSTEAD_OF_REDIS);
    }
    if (server.mode() == Mode.CLUSTER) {
      throw new FaultException(clusterFault());
    }
    if (server.role() == Role.REPLICA && !plan.isReplicaAllowed()) {
      throw new FaultException(Fault.READONLY_REPLICA);
    }
  }

  /** The fault of a cluster; only the reply to a command with a key shows whether it serves requests. */
  private Fault clusterFault() {
    try {
      connection.executeCommand(new CommandArguments(Command.EXISTS).add("hokusai"));
      return Fault.CLUSTER_MODE_MISMATCH;
    } catch (JedisDataException e) {
      boolean isDown = FaultClassifier.classify(e) == Fault.CLUSTER_DOWN;
      return isDown ? Fault.CLUSTER_DOWN : Fault.CLUSTER_MODE_MISMATCH;
    }
  }

  /** Writes a key that expires, since only the reply to a write shows that writes are rejected. */
  void write(String key) {
    Object reply = connection.executeCommand(new CommandArguments(Command.SET)
        .add(key)
        .add("1")
        .add(Keyword.PX)
        .add(CANARY_LIFE_MILLIS));
    if (!(reply instanceof byte[] bytes && Arrays.equals(bytes, OK))) {
      throw new JedisDataException("SET was not answered with OK");
    }
  }

  /** The reply to HELLO; a field that is missing or unknown is null. */
  record ServerInfo(
      @Nullable Role role, @Nullable Mode mode, @Nullable String version) {
    /** No reply. */
    static final ServerInfo NONE = new ServerInfo(null, null, null);

    private static final Map<String, Role> ROLES =
        Map.of("master", Role.MASTER, "replica", Role.REPLICA, "slave", Role.REPLICA);
    private static final Map<String, Mode> MODES =
        Map.of("standalone", Mode.STANDALONE, "cluster", Mode.CLUSTER, "sentinel", Mode.SENTINEL);

    /** Reads a reply; a field that is no text is ignored. */
    static ServerInfo of(@Nullable Object reply) {
      HelloReply hello = HelloReply.of(reply);
      return new ServerInfo(
          ROLES.get(Objects.requireNonNullElse(hello.text("role"), "")),
          MODES.get(Objects.requireNonNullElse(hello.text("mode"), "")),
          hello.text("version"));
    }
  }
}
