package ai.hokusai.health.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.health.redis.RedisFacts.Mode;
import ai.hokusai.health.redis.RedisFacts.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Redis answers to HELLO.
 *
 * @param role what it is, null where it did not say in a known word
 * @param mode how it runs, null where it did not say in a known word
 * @param version its version, null where it did not say
 */
record Introduction(
    @Nullable Role role, @Nullable Mode mode, @Nullable String version) {
  /** Nothing was said. */
  static final Introduction NONE = new Introduction(null, null, null);

  private static final Map<String, Role> ROLES =
      Map.of("master", Role.MASTER, "replica", Role.REPLICA, "slave", Role.REPLICA);
  private static final Map<String, Mode> MODES =
      Map.of("standalone", Mode.STANDALONE, "cluster", Mode.CLUSTER, "sentinel", Mode.SENTINEL);

  /** Reads a reply of RESP 2, in which names and values take turns; what is no text is passed over. */
  static Introduction of(@Nullable Object reply) {
    var said = new HashMap<String, String>();
    if (reply instanceof List<?> words) {
      for (int i = 0; i + 1 < words.size(); i += 2) {
        if (words.get(i) instanceof byte[] name && words.get(i + 1) instanceof byte[] value) {
          said.put(new String(name, UTF_8), new String(value, UTF_8));
        }
      }
    }
    return new Introduction(
        ROLES.get(said.getOrDefault("role", "")),
        MODES.get(said.getOrDefault("mode", "")),
        said.get("version"));
  }
}
