package ai.hokusai.health.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.hokusai.config.Topology;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.connect.HelloReply;
import ai.hokusai.health.redis.RedisFacts.Mode;
import ai.hokusai.health.redis.RedisFacts.Role;
import java.util.Arrays;
import java.util.HashMap;
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

  /**
   * Sends PING and HELLO in one write, so that both cost one round trip; and CLUSTER INFO to the
   * primary of a shard.
   */
  void begin(ProbeExpectations plan) {
    connection.sendCommand(Command.PING);
    connection.sendCommand(HELLO);
    if (plan.shardKey() != null) {
      connection.sendCommand(new CommandArguments(Command.CLUSTER).add("INFO"));
    }
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
    boolean isNode = server.mode() == Mode.CLUSTER;
    boolean isOneServer =
        plan.topology() == Topology.STANDALONE || plan.topology() == Topology.SENTINEL;
    if (isNode && isOneServer) {
      throw new FaultException(clusterFault());
    }
    boolean isClusterExpected = plan.topology() == Topology.CLUSTER || plan.shardKey() != null;
    if (server.mode() == Mode.STANDALONE && isClusterExpected) {
      throw new FaultException(Fault.STANDALONE_MODE_MISMATCH);
    }
    // The configured address of a cluster may lead to any node.
    boolean isAnyNode = isNode && plan.shardKey() == null;
    if (server.role() == Role.REPLICA && !plan.isReplicaAllowed() && !isAnyNode) {
      throw new FaultException(Fault.READONLY_REPLICA);
    }
  }

  /**
   * Reads the reply to CLUSTER INFO, and throws where the shard serves no slots. Where the user may
   * not send it, a read of a key of the shard shows that.
   */
  ClusterInfo clusterInfo(String key) {
    ClusterInfo info;
    try {
      info = ClusterInfo.of(connection.getOne());
    } catch (JedisDataException e) {
      if (FaultClassifier.classify(e) != Fault.NO_PERMISSION) {
        throw e;
      }
      expectServed(key);
      return ClusterInfo.UNKNOWN;
    }
    if (!info.isOk()) {
      throw new FaultException(Fault.CLUSTER_DOWN);
    }
    return info;
  }

  private void expectServed(String key) {
    try {
      connection.executeCommand(new CommandArguments(Command.EXISTS).add(key));
    } catch (JedisDataException e) {
      if (FaultClassifier.classify(e) != Fault.NO_PERMISSION) {
        throw e;
      }
    }
  }

  /**
   * The reply to CLUSTER INFO.
   *
   * @param failing the slots of nodes that the cluster reports as failing, -1 where not known
   * @param epoch the epoch of the cluster, -1 where not known
   */
  record ClusterInfo(boolean isOk, long failing, long epoch) {
    /** No reply, since the user may not send the command. */
    static final ClusterInfo UNKNOWN = new ClusterInfo(true, -1, -1);

    static ClusterInfo of(@Nullable Object reply) {
      Map<String, String> fields = new HashMap<>();
      String text = reply instanceof byte[] bytes ? new String(bytes, US_ASCII) : "";
      text.lines().forEach(line -> {
        int colon = line.indexOf(':');
        if (colon > 0) {
          fields.put(line.substring(0, colon), line.substring(colon + 1));
        }
      });
      long pfail = number(fields.get("cluster_slots_pfail"));
      long fail = number(fields.get("cluster_slots_fail"));
      return new ClusterInfo(
          "ok".equals(fields.get("cluster_state")),
          pfail < 0 || fail < 0 ? -1 : pfail + fail,
          number(fields.get("cluster_current_epoch")));
    }

    private static long number(@Nullable String text) {
      try {
        return text == null ? -1 : Long.parseLong(text);
      } catch (NumberFormatException e) {
        return -1;
      }
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
