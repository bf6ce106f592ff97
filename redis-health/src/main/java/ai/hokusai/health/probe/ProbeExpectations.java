package ai.hokusai.health.probe;

import ai.hokusai.config.Topology;
import ai.hokusai.health.redis.RedisOptions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The expectations of a probe of its Redis. Immutable.
 *
 * @param isReplicaAllowed whether a replica is as good as a primary
 * @param canaryKey the key that each probe writes, null for none
 * @param topology the topology that the settings state
 * @param shardKey a key that a shard of a cluster owns; null for the configured address
 */
public record ProbeExpectations(
    boolean isReplicaAllowed,
    @Nullable String canaryKey,
    Topology topology,
    @Nullable String shardKey) {

  /** The expectations of a Redis whose topology its server reports. */
  ProbeExpectations(boolean isReplicaAllowed, @Nullable String canaryKey) {
    this(isReplicaAllowed, canaryKey, Topology.AUTO, null);
  }

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
  public static ProbeExpectations of(
      String host, Topology topology, String serviceName, RedisOptions options) {
    return new ProbeExpectations(
        options.isReplicaAllowed() || READER.matcher(host).matches(),
        options.writesCanary() ? CANARY_PREFIX + serviceName : null,
        topology,
        null);
  }

  /** The same without a write. */
  public ProbeExpectations withoutCanary() {
    return new ProbeExpectations(isReplicaAllowed, null, topology, shardKey);
  }

  /**
   * The expectations of the primary of a shard.
   *
   * @param tag a hash tag of one of its slots
   */
  public ProbeExpectations ofShard(String tag) {
    String key = CANARY_PREFIX + "{" + tag + "}";
    String written =
        canaryKey == null ? null : key + ":" + canaryKey.substring(CANARY_PREFIX.length());
    return new ProbeExpectations(isReplicaAllowed, written, topology, key);
  }
}
