package ai.hokusai.health.redis;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one probe learnt of Redis. Immutable; text from outside is cut to a few harmless characters.
 *
 * @param durations how long each stage took, in order; a stage that was not entered is missing, as the
 *     first four are while a connection is kept
 * @param skipped the optional stages that the user may not enter; that is no fault
 * @param role what the server is, null where it did not say
 * @param mode how the server runs, null where it did not say
 * @param version the version of the server, null where it did not say
 * @param certificate what the server showed on this connection, null without TLS
 * @param clientCertificate what this client sends where the server requests it, null for nothing
 */
public record RedisFacts(
    Map<Stage, Duration> durations,
    Set<Stage> skipped,
    @Nullable Role role,
    @Nullable Mode mode,
    @Nullable String version,
    @Nullable PeerCertificate certificate,
    @Nullable PeerCertificate clientCertificate) {

  /** Nothing is known. */
  public static final RedisFacts NONE = new RedisFacts(Map.of(), Set.of(), null, null, null, null);

  /** What a server is to its data. */
  public enum Role {
    /** It takes writes. */
    MASTER,
    /** It follows another server. */
    REPLICA
  }

  /** How a server runs. */
  public enum Mode {
    /** On its own, or with replicas. */
    STANDALONE,
    /** As one shard of a cluster. */
    CLUSTER,
    /** As a Sentinel, which keeps no data. */
    SENTINEL
  }

  /**
   * The same with another certificate.
   *
   * @param newCertificate what the server showed on a newer connection, null without TLS
   * @return the facts
   */
  public RedisFacts with(@Nullable PeerCertificate newCertificate) {
    return new RedisFacts(
        durations, skipped, role, mode, version, newCertificate, clientCertificate);
  }

  /**
   * Facts of a client without a certificate.
   *
   * @param durations as the component
   * @param skipped as the component
   * @param role as the component
   * @param mode as the component
   * @param version as the component
   * @param certificate as the component
   */
  public RedisFacts(
      Map<Stage, Duration> durations,
      Set<Stage> skipped,
      @Nullable Role role,
      @Nullable Mode mode,
      @Nullable String version,
      @Nullable PeerCertificate certificate) {
    this(durations, skipped, role, mode, version, certificate, null);
  }

  /**
   * Copies the collections, the stages in their order.
   *
   * @param durations as the component
   * @param skipped as the component
   * @param role as the component
   * @param mode as the component
   * @param version as the component
   * @param certificate as the component
   * @param clientCertificate as the component
   */
  public RedisFacts {
    var ordered = new EnumMap<Stage, Duration>(Stage.class);
    ordered.putAll(durations);
    durations = Collections.unmodifiableMap(ordered);
    skipped = Set.copyOf(skipped);
    version = version == null ? null : ForeignText.of(version, 32);
  }
}
