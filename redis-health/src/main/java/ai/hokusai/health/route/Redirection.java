package ai.hokusai.health.route;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A reply that names another node: {@code MOVED 3999 host:port} or {@code ASK 3999 host:port}.
 * Immutable.
 *
 * @param isAsk whether it holds for this command only, which must follow ASKING
 * @param host the host, empty for the node that sent it
 */
record Redirection(boolean isAsk, int slot, String host, long port) {
  // Some proxies put ERR in front of it; see ioredis#1865.
  private static final Pattern TEXT =
      Pattern.compile("(?:ERR )?(MOVED|ASK) ([0-9]{1,5}) ([^ ]{0,255}):([0-9]{1,5})");

  /** Reads an error reply, null for another error. */
  static @Nullable Redirection of(JedisDataException error) {
    Matcher found = TEXT.matcher(String.valueOf(error.getMessage()));
    if (!found.matches()) {
      return null;
    }
    int slot = Integer.parseInt(found.group(2));
    return slot >= SlotMap.SLOTS
        ? null
        : new Redirection(
            found.group(1).equals("ASK"), slot, found.group(3), Long.parseLong(found.group(4)));
  }
}
