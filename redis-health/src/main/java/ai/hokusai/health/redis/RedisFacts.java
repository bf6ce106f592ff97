package ai.hokusai.health.redis;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts that one probe found about Redis. Immutable; text from outside is bounded and
 * printable.
 */
public final class RedisFacts {
  /** No facts. */
  public static final RedisFacts NONE = new RedisFacts(new Values());

  private static final int LONGEST_VERSION = 32;
  private static final int MOST_ADDRESSES = 16;

  private final Values values;

  private RedisFacts(Values values) {
    this.values = values;
  }

  /** The role of a server in replication. */
  public enum Role {
    /** A primary, which takes writes. */
    MASTER,
    /** A replica, which follows another server. */
    REPLICA
  }

  /** The mode in which a server runs. */
  public enum Mode {
    /** A single server, with or without replicas. */
    STANDALONE,
    /** A shard of a cluster. */
    CLUSTER,
    /** A Sentinel, which keeps no data. */
    SENTINEL
  }

  /** Written before it is published, and never after. */
  private static final class Values {
    private Map<Stage, Duration> durations = Map.of();
    private Set<Stage> skipped = Set.of();
    private @Nullable Role role;
    private @Nullable Mode mode;
    private @Nullable String version;
    private @Nullable String tlsVersion;
    private @Nullable PeerCertificate certificate;
    private @Nullable PeerCertificate clientCertificate;
    private @Nullable ShardFacts shards;
    private @Nullable AwsIdentity identity;
    private @Nullable String primary;
    private List<String> addresses = List.of();

    Values() {}

    Values(Values other) {
      durations = other.durations;
      skipped = other.skipped;
      role = other.role;
      mode = other.mode;
      version = other.version;
      tlsVersion = other.tlsVersion;
      certificate = other.certificate;
      clientCertificate = other.clientCertificate;
      shards = other.shards;
      identity = other.identity;
      primary = other.primary;
      addresses = other.addresses;
    }

    List<@Nullable Object> all() {
      return Arrays.asList(
          durations,
          skipped,
          role,
          mode,
          version,
          tlsVersion,
          certificate,
          clientCertificate,
          shards,
          identity,
          primary,
          addresses);
    }
  }

  /**
   * The time that each stage took, in order; a stage that was not entered is missing, as the first
   * ones are while a connection is kept.
   */
  public Map<Stage, Duration> durations() {
    return values.durations;
  }

  /** Replaces the time that each stage took. */
  public RedisFacts withDurations(Map<Stage, Duration> times) {
    var changed = new Values(values);
    changed.durations = ordered(times);
    return new RedisFacts(changed);
  }

  /** The optional stages that the user is not permitted to enter, which is no fault. */
  public Set<Stage> skipped() {
    return values.skipped;
  }

  /** Replaces the optional stages that the user is not permitted to enter. */
  public RedisFacts withSkipped(Set<Stage> stages) {
    var changed = new Values(values);
    changed.skipped = Set.copyOf(stages);
    return new RedisFacts(changed);
  }

  /** The role of the server, null where it reports none. */
  public @Nullable Role role() {
    return values.role;
  }

  /** Replaces the role of the server, null where it reports none. */
  public RedisFacts withRole(@Nullable Role reported) {
    var changed = new Values(values);
    changed.role = reported;
    return new RedisFacts(changed);
  }

  /** The mode of the server, null where it reports none. */
  public @Nullable Mode mode() {
    return values.mode;
  }

  /** Replaces the mode of the server, null where it reports none. */
  public RedisFacts withMode(@Nullable Mode reported) {
    var changed = new Values(values);
    changed.mode = reported;
    return new RedisFacts(changed);
  }

  /** The version of the server, null where it reports none. */
  public @Nullable String version() {
    return values.version;
  }

  /**
   * Replaces the version of the server, cut to 32 printable characters; null where it reports none.
   */
  public RedisFacts withVersion(@Nullable String reported) {
    var changed = new Values(values);
    changed.version = reported == null ? null : ForeignText.of(reported, LONGEST_VERSION);
    return new RedisFacts(changed);
  }

  /** The version of TLS on this connection, such as {@code TLSv1.3}; null without TLS or its handshake. */
  public @Nullable String tlsVersion() {
    return values.tlsVersion;
  }

  /** Replaces the version of TLS on this connection, null without TLS or its handshake. */
  public RedisFacts withTlsVersion(@Nullable String agreed) {
    var changed = new Values(values);
    changed.tlsVersion = agreed;
    return new RedisFacts(changed);
  }

  /** The certificate of the server on this connection, null without TLS. */
  public @Nullable PeerCertificate certificate() {
    return values.certificate;
  }

  /** Replaces the certificate of the server on this connection, null without TLS. */
  public RedisFacts withCertificate(@Nullable PeerCertificate shown) {
    var changed = new Values(values);
    changed.certificate = shown;
    return new RedisFacts(changed);
  }

  /** The certificate of this client, sent where the server requests one; null for none. */
  public @Nullable PeerCertificate clientCertificate() {
    return values.clientCertificate;
  }

  /** Replaces the certificate of this client, sent where the server requests one; null for none. */
  public RedisFacts withClientCertificate(@Nullable PeerCertificate held) {
    var changed = new Values(values);
    changed.clientCertificate = held;
    return new RedisFacts(changed);
  }

  /** The facts about the shards, null where the server is no node of a cluster. */
  public @Nullable ShardFacts shards() {
    return values.shards;
  }

  /** Replaces the facts about the shards, null where the server is no node of a cluster. */
  public RedisFacts withShards(@Nullable ShardFacts found) {
    var changed = new Values(values);
    changed.shards = found;
    return new RedisFacts(changed);
  }

  /** The credentials that signed the token of this connection, null without AWS IAM. */
  public @Nullable AwsIdentity identity() {
    return values.identity;
  }

  /** Replaces the credentials that signed the token of this connection, null without AWS IAM. */
  public RedisFacts withIdentity(@Nullable AwsIdentity used) {
    var changed = new Values(values);
    changed.identity = used;
    return new RedisFacts(changed);
  }

  /** The address of the primary that sentinels reported, null without sentinels. */
  public @Nullable String primary() {
    return values.primary;
  }

  /** Replaces the address of the primary that sentinels reported, null without sentinels. */
  public RedisFacts withPrimary(@Nullable String reported) {
    var changed = new Values(values);
    changed.primary = reported;
    return new RedisFacts(changed);
  }

  /** The IP addresses of the host, none while a connection is kept and where the look-up failed; at most 16. */
  public List<String> addresses() {
    return values.addresses;
  }

  /** Replaces the IP addresses of the host; those beyond the 16th are dropped. */
  public RedisFacts withAddresses(List<String> found) {
    var changed = new Values(values);
    changed.addresses = found.stream().limit(MOST_ADDRESSES).toList();
    return new RedisFacts(changed);
  }

  private static Map<Stage, Duration> ordered(Map<Stage, Duration> times) {
    var ordered = new EnumMap<Stage, Duration>(Stage.class);
    ordered.putAll(times);
    return Collections.unmodifiableMap(ordered);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RedisFacts facts && values.all().equals(facts.values.all());
  }

  @Override
  public int hashCode() {
    return values.all().hashCode();
  }

  @Override
  public String toString() {
    return values.all().toString();
  }
}
