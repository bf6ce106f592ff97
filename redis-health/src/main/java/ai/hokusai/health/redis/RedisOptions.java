package ai.hokusai.health.redis;

/**
 * What a service expects of its Redis beyond an answer. Immutable.
 *
 * @param isReplicaAllowed whether a replica is as good as a primary, because the service only reads;
 *     the reader endpoints of ElastiCache are taken for that in any case
 * @param writesCanary whether each probe writes a key, which finds a server that answers but takes no
 *     writes
 * @param isWriteRequired whether a Redis that takes no writes is of no use, and not only degraded
 */
public record RedisOptions(
    boolean isReplicaAllowed, boolean writesCanary, boolean isWriteRequired) {
  /** A primary, which is only asked, and has to take writes. */
  public static final RedisOptions DEFAULT = new RedisOptions(false, false, true);

  /**
   * The same for a service that only reads.
   *
   * @return options that take a replica for healthy
   */
  public RedisOptions allowingReplicas() {
    return new RedisOptions(true, writesCanary, isWriteRequired);
  }

  /**
   * The same with a write in each probe. The user needs the rule {@code +set ~hokusai:canary:*}.
   *
   * @return options with the key {@code hokusai:canary:<service>}, which expires after a minute
   */
  public RedisOptions writingCanary() {
    return new RedisOptions(isReplicaAllowed, true, isWriteRequired);
  }

  /**
   * The same for a service that is of use while it can only read.
   *
   * @return options with which a Redis that takes no writes is degraded
   */
  public RedisOptions withoutNeedOfWrites() {
    return new RedisOptions(isReplicaAllowed, writesCanary, false);
  }
}
