package ai.hokusai.health.probe;

import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisEvent.Kind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Detects that another Redis process answers than before, and that it has lost its keys. One thread
 * at a time uses it.
 */
final class RestartDetector {
  private static final String EMPTIED_REMEDY =
      "find out why Redis restarted without its data (persistence, replicas), and restore or"
          + " rebuild it";

  private final ServerIdentity.Reader reader = new ServerIdentity.Reader();
  private final Map<InetAddress, ServerIdentity> seen = new HashMap<>();

  /**
   * Records the process that answers at one address.
   *
   * @param all every address that the host has now
   */
  List<RedisEvent> record(Collection<InetAddress> all, InetAddress address, Connection connection) {
    try {
      return record(all, address, reader.read(connection));
    } catch (JedisConnectionException e) {
      // The connection works; the next one can read the identity.
      return List.of();
    }
  }

  List<RedisEvent> record(Collection<InetAddress> all, InetAddress address, ServerIdentity now) {
    ServerIdentity before = seen.get(address);
    if (before == null) {
      before = departed(all);
    }
    seen.keySet().retainAll(all);
    boolean isKnown = seen.values().stream().anyMatch(each -> isSame(each, now));
    seen.put(address, now);
    return before == null || isKnown ? List.of() : events(before, now);
  }

  /** The process that answered at an address which the name no longer has. */
  private @Nullable ServerIdentity departed(Collection<InetAddress> all) {
    for (Map.Entry<InetAddress, ServerIdentity> each : seen.entrySet()) {
      if (!all.contains(each.getKey())) {
        return each.getValue();
      }
    }
    return null;
  }

  private static boolean isSame(ServerIdentity one, ServerIdentity other) {
    return one.runId() != null && one.runId().equals(other.runId());
  }

  private static List<RedisEvent> events(ServerIdentity before, ServerIdentity now) {
    if (!now.isOther(before)) {
      return List.of();
    }
    List<RedisEvent> events = new ArrayList<>();
    Map<String, String> details = new HashMap<>();
    put(details, "keysBefore", before.keys());
    put(details, "keys", now.keys());
    events.add(new RedisEvent(Kind.REPLACED, replaced(before, now), null, null, details));
    if (now.isEmptied(before)) {
      events.add(new RedisEvent(
          Kind.EMPTIED,
          "Redis came back without its data: it holds no keys, the process before held "
              + before.keys(),
          null,
          EMPTIED_REMEDY,
          details));
    }
    return events;
  }

  private static String replaced(ServerIdentity before, ServerIdentity now) {
    String counts = before.keys() == null || now.keys() == null
        ? "the number of its keys is not known"
        : "it holds " + now.keys() + " keys, the one before held " + before.keys();
    return "another Redis process answers than before; " + counts;
  }

  private static void put(Map<String, String> details, String name, @Nullable Long value) {
    if (value != null) {
      details.put(name, String.valueOf(value));
    }
  }
}
