package ai.hokusai.health.probe;

import ai.hokusai.health.redis.RedisOptions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The expectations of a probe of its Redis. Immutable.
 *
 * @param isReplicaAllowed whether a replica is as good as a primary
 * @param canaryKey the key that each probe writes, null for none
 */
public record ProbeExpectations(
    boolean isReplicaAllowed, @Nullable String canaryKey) {
  private static final String CANARY_PREFIX = "hokusai:canary:";
  // The names of reader endpoints of ElastiCache, with and without in-transit encryption.
  private static final Pattern READER = Pattern.compile(
      "(?:replica\\.[a-z0-9-]+\\.[a-z0-9]+|[a-z0-9-]+-ro\\.[a-z0-9]+\\.ng\\.[0-9]{4})"
          + "\\.[a-z]{3,6}[0-9]\\.cache\\.amazonaws\\.com(?:\\.cn)?");

  /**
   * The plan for one Redis.
   *
   * @param host its host; a reader endpoint permits a replica
   */
  public static ProbeExpectations of(String host, String serviceName, RedisOptions options) {
    return new ProbeExpectations(
        options.isReplicaAllowed() || READER.matcher(host).matches(),
        options.writesCanary() ? CANARY_PREFIX + serviceName : null);
  }
}
