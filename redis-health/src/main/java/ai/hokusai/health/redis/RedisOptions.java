package ai.hokusai.health.redis;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expectations of a service of its Redis beyond a reply. Immutable. */
public final class RedisOptions {
  /** A primary that takes writes; the probe itself only reads. */
  public static final RedisOptions DEFAULT = new RedisOptions(false, false, true, false, null);

  private final boolean isReplicaAllowed;
  private final boolean writesCanary;
  private final boolean isWriteRequired;
  private final boolean isPartialOutageAFailure;
  private final @Nullable CredentialsSource credentials;

  private RedisOptions(
      boolean isReplicaAllowed,
      boolean writesCanary,
      boolean isWriteRequired,
      boolean isPartialOutageAFailure,
      @Nullable CredentialsSource credentials) {
    this.isReplicaAllowed = isReplicaAllowed;
    this.writesCanary = writesCanary;
    this.isWriteRequired = isWriteRequired;
    this.isPartialOutageAFailure = isPartialOutageAFailure;
    this.credentials = credentials;
  }

  /**
   * Returns true if a replica is healthy; it also is where {@code RedisSettings.isReplicaAllowed()}.
   */
  public boolean isReplicaAllowed() {
    return isReplicaAllowed;
  }

  /** Replaces whether a replica is healthy, for a service that only reads. */
  public RedisOptions withReplicaAllowed(boolean isAllowed) {
    return new RedisOptions(
        isAllowed, writesCanary, isWriteRequired, isPartialOutageAFailure, credentials);
  }

  /**
   * Returns true if each probe writes a key, which finds a server that replies but takes no writes.
   */
  public boolean writesCanary() {
    return writesCanary;
  }

  /**
   * Replaces whether each probe writes the key {@code hokusai:canary:<service>}, which expires
   * after a minute. The user needs the rule {@code +set ~hokusai:canary:*}.
   */
  public RedisOptions withCanary(boolean isWritten) {
    return new RedisOptions(
        isReplicaAllowed, isWritten, isWriteRequired, isPartialOutageAFailure, credentials);
  }

  /** Returns true if a Redis that takes no writes is unhealthy, and not only degraded. */
  public boolean isWriteRequired() {
    return isWriteRequired;
  }

  /** Replaces whether a Redis that takes no writes is unhealthy, and not only degraded. */
  public RedisOptions withWriteRequired(boolean isRequired) {
    return new RedisOptions(
        isReplicaAllowed, writesCanary, isRequired, isPartialOutageAFailure, credentials);
  }

  /**
   * Returns true if a cluster of which some shards do not work is unhealthy, and not only degraded.
   */
  public boolean isPartialOutageAFailure() {
    return isPartialOutageAFailure;
  }

  /**
   * Replaces whether a cluster of which some shards do not work is unhealthy. All instances of a
   * service see the same cluster, so that each of them would leave the load balancer at once.
   */
  public RedisOptions withPartialOutageAFailure(boolean isFailure) {
    return new RedisOptions(
        isReplicaAllowed, writesCanary, isWriteRequired, isFailure, credentials);
  }

  /** The source of user name and password; null for those of the settings. */
  public @Nullable CredentialsSource credentials() {
    return credentials;
  }

  /**
   * Replaces the source of user name and password, null for those of the settings. With a source,
   * the settings have no password; a user name in them is not used.
   */
  public RedisOptions withCredentials(@Nullable CredentialsSource source) {
    return new RedisOptions(
        isReplicaAllowed, writesCanary, isWriteRequired, isPartialOutageAFailure, source);
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(
        isReplicaAllowed, writesCanary, isWriteRequired, isPartialOutageAFailure, credentials);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RedisOptions options && values().equals(options.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return ("replica allowed %s, canary %s, write required %s, partial outage a failure %s,"
            + " credentials of %s")
        .formatted(
            isReplicaAllowed,
            writesCanary,
            isWriteRequired,
            isPartialOutageAFailure,
            credentials == null ? "the settings" : "a source");
  }
}
