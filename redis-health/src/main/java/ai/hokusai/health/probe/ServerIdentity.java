package ai.hokusai.health.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.hokusai.health.connect.HelloReply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The process behind a connection, as far as the user may read it. Immutable.
 *
 * @param runId the id that the process chose when it started, null where the user may not send INFO
 * @param clientId the number of this connection, which grows for as long as the process lives; null
 *     where the run id is known or HELLO has none
 * @param keys the number of keys in the database, null where the user may not send DBSIZE
 */
record ServerIdentity(
    @Nullable String runId,
    @Nullable Long clientId,
    @Nullable Long keys) {
  private static final Pattern RUN_ID = Pattern.compile("(?m)^run_id:([0-9a-f]{40})\\r?$");

  /**
   * The commands that a user may send, so that one that is denied is not sent again. For one
   * thread.
   */
  static final class Reader {
    private boolean mayInfo = true;
    private boolean mayCount = true;

    /** Reads the identity of the process behind a connection. */
    ServerIdentity read(Connection connection) {
      String runId = mayInfo ? runId(connection) : null;
      Long keys = mayCount ? keys(connection) : null;
      return new ServerIdentity(runId, runId == null ? clientId(connection) : null, keys);
    }

    private @Nullable String runId(Connection connection) {
      Object reply = reply(connection, new CommandArguments(Command.INFO).add("server"));
      mayInfo = reply != null;
      if (reply instanceof byte[] bytes) {
        Matcher found = RUN_ID.matcher(new String(bytes, US_ASCII));
        return found.find() ? found.group(1) : null;
      }
      return null;
    }

    private @Nullable Long keys(Connection connection) {
      Object reply = reply(connection, new CommandArguments(Command.DBSIZE));
      mayCount = reply != null;
      return reply instanceof Long count ? count : null;
    }

    private static @Nullable Long clientId(Connection connection) {
      Object reply = reply(connection, new CommandArguments(Command.HELLO));
      return HelloReply.of(reply).number("id");
    }

    /** The reply, null for an error: the command is denied, or unknown to this server. */
    private static @Nullable Object reply(Connection connection, CommandArguments command) {
      try {
        return connection.executeCommand(command);
      } catch (JedisDataException e) {
        return null;
      }
    }
  }

  /** Returns true if another process answered than the one before. */
  boolean isOther(ServerIdentity before) {
    if (runId != null && before.runId != null) {
      return !runId.equals(before.runId);
    }
    return clientId != null && before.clientId != null && clientId < before.clientId;
  }

  /** Returns true if there are no keys, where there were some before. */
  boolean isEmptied(ServerIdentity before) {
    return keys != null && keys == 0 && before.keys != null && before.keys > 0;
  }
}
