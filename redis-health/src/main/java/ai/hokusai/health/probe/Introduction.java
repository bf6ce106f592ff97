package ai.hokusai.health.probe;

import ai.hokusai.health.connect.HelloReply;
import ai.hokusai.health.redis.RedisFacts.Mode;
import ai.hokusai.health.redis.RedisFacts.Role;
import java.util.Map;
import java.util.Objects;
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

  /** Reads a reply; a field that is no text is ignored. */
  static Introduction of(@Nullable Object reply) {
    HelloReply hello = HelloReply.of(reply);
    return new Introduction(
        ROLES.get(Objects.requireNonNullElse(hello.text("role"), "")),
        MODES.get(Objects.requireNonNullElse(hello.text("mode"), "")),
        hello.text("version"));
  }
}
