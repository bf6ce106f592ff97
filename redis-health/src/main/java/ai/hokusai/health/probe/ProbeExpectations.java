package ai.hokusai.health.probe;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.Topology;
import ai.hokusai.health.redis.RedisOptions;
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

  /** The plan for one Redis; settings and options may each permit a replica. */
  public static ProbeExpectations of(
      RedisSettings settings, String serviceName, RedisOptions options) {
    return new ProbeExpectations(
        options.isReplicaAllowed() || settings.isReplicaAllowed(),
        options.writesCanary() ? CANARY_PREFIX + serviceName : null,
        settings.topology(),
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
