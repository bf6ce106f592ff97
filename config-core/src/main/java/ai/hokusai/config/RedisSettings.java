package ai.hokusai.config;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.grammar.Ascii;
import ai.hokusai.config.setting.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of a client of one Redis. Immutable; its text shows no secret. */
public final class RedisSettings {
  private static final String STARS = "***";
  // RFC 6761, section 6.4: nothing connects to it, and so no password is sent to a sentinel.
  private static final NodeAddress OF_SENTINELS = new NodeAddress("primary.sentinel.invalid", 6379);
  // A pasted token of ElastiCache may have ! & # $ ^ < > besides.
  private static final String PLAIN_MARKS = "._%@+-";
  private static final int LONGEST_PLAIN = 64;

  private final Values values;

  private RedisSettings(Values values) {
    this.values = values;
  }

  /** Written before it is published, and never after. */
  private static final class Values {
    private NodeAddress address;
    private List<NodeAddress> seeds = List.of();
    private @Nullable SentinelSettings sentinel;
    private Topology topology = Topology.AUTO;
    private @Nullable Boolean isReplicaAllowed;
    private int database;
    private @Nullable String username;
    private @Nullable Secret password;
    private @Nullable IamSettings iam;
    private Origin usernameOrigin = Origin.DEFAULT;
    private Origin passwordOrigin = Origin.DEFAULT;
    private @Nullable TlsSettings tls;
    private Duration connectTimeout = Duration.ofSeconds(1);
    private Duration readTimeout = Duration.ofSeconds(1);
    private PoolSettings pool = PoolSettings.of(16);
    private @Nullable Duration connectionMaxAge;
    private @Nullable String clientName;
    private Naming naming = Naming.PLAIN;

    Values(NodeAddress address) {
      this.address = requireNonNull(address, "address");
    }

    Values(Values other) {
      this(other.address);
      seeds = other.seeds;
      sentinel = other.sentinel;
      topology = other.topology;
      isReplicaAllowed = other.isReplicaAllowed;
      database = other.database;
      username = other.username;
      password = other.password;
      iam = other.iam;
      usernameOrigin = other.usernameOrigin;
      passwordOrigin = other.passwordOrigin;
      tls = other.tls;
      connectTimeout = other.connectTimeout;
      readTimeout = other.readTimeout;
      pool = other.pool;
      connectionMaxAge = other.connectionMaxAge;
      clientName = other.clientName;
      naming = other.naming;
    }

    boolean isReplicaAllowed() {
      return isReplicaAllowed == null
          ? ManagedEndpoint.of(address.host()).isReader()
          : isReplicaAllowed;
    }

    List<@Nullable Object> all() {
      return Arrays.asList(
          address,
          seeds,
          sentinel,
          topology,
          isReplicaAllowed(),
          database,
          username,
          password,
          iam,
          usernameOrigin,
          passwordOrigin,
          tls,
          connectTimeout,
          readTimeout,
          pool,
          connectionMaxAge,
          clientName,
          naming);
    }
  }

  /**
   * Settings with the documented defaults for a Redis without TLS and password.
   *
   * @param host the host name in lower case or the address; an IPv6 address has no brackets and
   *     carries its zone as {@code %25zone}
   * @param port the port, 1 to 65535
   */
  public static RedisSettings of(String host, int port) {
    return new RedisSettings(new Values(new NodeAddress(host, port)));
  }

  /**
   * Settings with the documented defaults for the primary that sentinels report, without TLS and
   * password. Host and port are not those of a server: the name is reserved, so that no resolver
   * finds it.
   */
  public static RedisSettings of(SentinelSettings sentinel) {
    var changed = new Values(OF_SENTINELS);
    changed.sentinel = requireNonNull(sentinel, "sentinel");
    changed.topology = Topology.SENTINEL;
    return new RedisSettings(changed);
  }

  /**
   * The host name in lower case or the address, without brackets; the zone of an IPv6 address is
   * behind {@code %25} as in a URL.
   */
  public String host() {
    return values.address.host();
  }

  /** The host as sockets and Redis clients take it: {@code fe80::1%eth0}, not {@code %25eth0}. */
  public String socketHost() {
    return host().replace("%25", "%");
  }

  /** The port, 1 to 65535. */
  public int port() {
    return values.address.port();
  }

  /** Host and port. */
  public NodeAddress nodeAddress() {
    return values.address;
  }

  /** Replaces host and port. */
  public RedisSettings withAddress(NodeAddress address) {
    var changed = new Values(values);
    changed.address = requireNonNull(address, "address");
    return new RedisSettings(changed);
  }

  /** Further addresses of the same cluster, beside host and port; empty for none. */
  public List<NodeAddress> seeds() {
    return values.seeds;
  }

  /** Replaces the further addresses of the same cluster. */
  public RedisSettings withSeeds(List<NodeAddress> addresses) {
    var changed = new Values(values);
    changed.seeds = List.copyOf(addresses);
    return new RedisSettings(changed);
  }

  /** The sentinels that report the address of the primary, null for none. */
  public @Nullable SentinelSettings sentinel() {
    return values.sentinel;
  }

  /** The topology; {@link Topology#AUTO} by default. */
  public Topology topology() {
    return values.topology;
  }

  /** Replaces the topology. */
  public RedisSettings withTopology(Topology stated) {
    var changed = new Values(values);
    changed.topology = requireNonNull(stated, "topology");
    return new RedisSettings(changed);
  }

  /**
   * Returns true if a replica is as good as a primary; by default where the host has the shape of a
   * reader endpoint of ElastiCache.
   */
  public boolean isReplicaAllowed() {
    return values.isReplicaAllowed();
  }

  /** Replaces whether a replica is as good as a primary, for a service that only reads. */
  public RedisSettings withReplicaAllowed(boolean isAllowed) {
    var changed = new Values(values);
    changed.isReplicaAllowed = isAllowed;
    return new RedisSettings(changed);
  }

  /** The database number, not negative. */
  public int database() {
    return values.database;
  }

  /** Replaces the database number, not negative. */
  public RedisSettings withDatabase(int number) {
    var changed = new Values(values);
    changed.database = number;
    return new RedisSettings(changed);
  }

  /** The user name, null for the default user. */
  public @Nullable String username() {
    return values.username;
  }

  /** The password or token, null for none. */
  public @Nullable Secret password() {
    return values.password;
  }

  /** Replaces the user name, null for the default user, and the password, null for none. */
  public RedisSettings withCredentials(@Nullable String username, @Nullable Secret password) {
    var changed = new Values(values);
    changed.username = username;
    changed.password = password;
    return new RedisSettings(changed);
  }

  /** The cache for which tokens of AWS IAM take the place of the password, null for a password. */
  public @Nullable IamSettings iam() {
    return values.iam;
  }

  /**
   * Replaces the cache for which tokens of AWS IAM take the place of the password, null for a
   * password. Tokens need a user name and TLS.
   */
  public RedisSettings withIam(@Nullable IamSettings settings) {
    var changed = new Values(values);
    changed.iam = settings;
    return new RedisSettings(changed);
  }

  /** The origin of the user name, {@link Origin#DEFAULT} for none. */
  public Origin usernameOrigin() {
    return values.usernameOrigin;
  }

  /** The origin of the password, {@link Origin#DEFAULT} for none. */
  public Origin passwordOrigin() {
    return values.passwordOrigin;
  }

  /**
   * Replaces the origins of user name and password, which the remedy for refused credentials names.
   */
  public RedisSettings withCredentialOrigins(Origin username, Origin password) {
    var changed = new Values(values);
    changed.usernameOrigin = requireNonNull(username, "username");
    changed.passwordOrigin = requireNonNull(password, "password");
    return new RedisSettings(changed);
  }

  /** The use of TLS, null for a plain connection. */
  public @Nullable TlsSettings tls() {
    return values.tls;
  }

  /** Replaces the use of TLS, null for a plain connection. */
  public RedisSettings withTls(@Nullable TlsSettings settings) {
    var changed = new Values(values);
    changed.tls = settings;
    return new RedisSettings(changed);
  }

  /** The longest wait for a TCP connection. */
  public Duration connectTimeout() {
    return values.connectTimeout;
  }

  /** Replaces the longest wait for a TCP connection. */
  public RedisSettings withConnectTimeout(Duration longest) {
    var changed = new Values(values);
    changed.connectTimeout = requireNonNull(longest, "connectTimeout");
    return new RedisSettings(changed);
  }

  /** The longest wait for a reply. */
  public Duration readTimeout() {
    return values.readTimeout;
  }

  /** Replaces the longest wait for a reply. */
  public RedisSettings withReadTimeout(Duration longest) {
    var changed = new Values(values);
    changed.readTimeout = requireNonNull(longest, "readTimeout");
    return new RedisSettings(changed);
  }

  /** The bounds of the connection pool. */
  public PoolSettings pool() {
    return values.pool;
  }

  /** Replaces the bounds of the connection pool. */
  public RedisSettings withPool(PoolSettings bounds) {
    var changed = new Values(values);
    changed.pool = requireNonNull(bounds, "pool");
    return new RedisSettings(changed);
  }

  /**
   * The age at which a connection is no longer used, give or take 10 %; null for none. One that is in
   * use ends when it is returned to the pool.
   */
  public @Nullable Duration connectionMaxAge() {
    return values.connectionMaxAge;
  }

  /** Replaces the age at which a connection is no longer used, null for none. */
  public RedisSettings withConnectionMaxAge(@Nullable Duration longest) {
    var changed = new Values(values);
    changed.connectionMaxAge = longest;
    return new RedisSettings(changed);
  }

  /** The name of this client, null for the name of the service. */
  public @Nullable String clientName() {
    return values.clientName;
  }

  /** Replaces the name of this client, null for the name of the service. */
  public RedisSettings withClientName(@Nullable String name) {
    var changed = new Values(values);
    changed.clientName = name;
    return new RedisSettings(changed);
  }

  /** The names of the variables, which remedies refer to; {@link Naming#PLAIN} by default. */
  public Naming naming() {
    return values.naming;
  }

  /** Replaces the names of the variables, which remedies refer to. */
  public RedisSettings withNaming(Naming names) {
    var changed = new Values(values);
    changed.naming = requireNonNull(names, "naming");
    return new RedisSettings(changed);
  }

  /**
   * The equivalent URL, for example {@code rediss://:***@host:6379/2}; the stars hide the secret.
   */
  public String safeUrl() {
    boolean isOpen = password() == null && iam() == null;
    String userinfo = isOpen ? "" : safeUsername() + ":" + STARS + "@";
    String path = database() == 0 ? "" : "/" + database();
    if (sentinel() != null && nodeAddress().equals(OF_SENTINELS)) {
      String scheme = tls() == null ? "redis+sentinel://" : "rediss+sentinel://";
      return scheme + userinfo + address() + path;
    }
    String hosts = Stream.concat(Stream.of(nodeAddress()), seeds().stream())
        .map(NodeAddress::toString)
        .collect(joining(","));
    return (tls() == null ? "redis://" : "rediss://") + userinfo + hosts + path;
  }

  /**
   * Host and port as in a URL, an IPv6 address in brackets; with sentinels, their addresses and the
   * name of the primary.
   */
  public String address() {
    SentinelSettings sentinels = sentinel();
    if (sentinels != null && nodeAddress().equals(OF_SENTINELS)) {
      return sentinels.addresses().stream().map(NodeAddress::toString).collect(joining(","))
          + "/"
          + sentinels.master();
    }
    return values.address.toString();
  }

  /** The user name, {@code ***} where it could be a misplaced secret, empty for none. */
  public String safeUsername() {
    String username = username();
    return username == null ? "" : safeUsername(username, password());
  }

  static String safeUsername(String username, @Nullable Secret password) {
    boolean isPassword = password != null && password.<Boolean>reveal(username::equals);
    return isPassword || !isPlain(username) ? STARS : username;
  }

  private static boolean isPlain(String text) {
    return text.length() <= LONGEST_PLAIN
        && Ascii.all(text, c -> Ascii.isLetterOrDigit(c) || PLAIN_MARKS.indexOf(c) >= 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RedisSettings settings && values.all().equals(settings.values.all());
  }

  @Override
  public int hashCode() {
    return values.all().hashCode();
  }

  @Override
  public String toString() {
    return safeUrl();
  }
}
