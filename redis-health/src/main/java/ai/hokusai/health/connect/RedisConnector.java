package ai.hokusai.health.connect;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.redis.CredentialsSource;
import ai.hokusai.health.redis.PoolUsage;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.pool2.PooledObjectFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.util.Pool;

/**
 * Opens connections to one server, pooled or single, all in the same way, and has the connectors of
 * the nodes that the server announces. Any thread may use it.
 */
public final class RedisConnector {
  /** The time that is left to the caller of the pool, null for the usual time. */
  private static final ThreadLocal<@Nullable Duration> OPENING_LIMIT = new ThreadLocal<>();

  private static final Cause TWO_PASSWORDS = Fault.CONFIG_INVALID.with(
      "a password is set, and the credentials come from a source of this service",
      "unset REDIS_AUTH_TOKEN, and remove the password from REDIS_URL");
  private final RedisSettings settings;
  private volatile Access access;
  private final Traffic traffic;
  private final RoundTrips roundTrips;
  private final PoolEpoch epoch = new PoolEpoch(System::nanoTime);
  private final DialBackOff backOff = new DialBackOff(System::nanoTime);
  private final CommandWatchdog watchdog;
  private final MaxAge maxAge;
  private final Map<NodeAddress, RedisConnector> nodes = new ConcurrentHashMap<>();

  RedisConnector(
      RedisSettings settings,
      Dialer dialer,
      String serviceName,
      Traffic traffic,
      @Nullable Logins fetched) {
    this(
        settings,
        new Access(settings, dialer, serviceName, fetched, Sentinels.of(settings, serviceName)),
        traffic,
        new CommandWatchdog(),
        new MaxAge(
            settings.connectionMaxAge(),
            System::nanoTime,
            () -> ThreadLocalRandom.current().nextDouble()));
  }

  private RedisConnector(
      RedisSettings settings,
      Access access,
      Traffic traffic,
      CommandWatchdog watchdog,
      MaxAge maxAge) {
    this.settings = settings;
    this.access = access;
    this.traffic = traffic;
    this.watchdog = watchdog;
    this.maxAge = maxAge;
    this.roundTrips = new RoundTrips(settings.readTimeout());
  }

  /**
   * A connector for these settings; no connection is opened yet.
   *
   * @param settings the settings of Redis
   * @param serviceName the name of the connections where the settings have none
   * @throws ai.hokusai.health.classify.FaultException where this JVM cannot use a certificate or
   *     key
   */
  public static RedisConnector of(RedisSettings settings, String serviceName, Traffic traffic) {
    return of(settings, serviceName, traffic, null);
  }

  /**
   * A connector with the credentials of a source.
   *
   * @param source the credentials of new connections, null for those of the settings
   * @throws ai.hokusai.health.classify.FaultException where the settings have a password beside the
   *     source, and as the other method does
   */
  public static RedisConnector of(
      RedisSettings settings,
      String serviceName,
      Traffic traffic,
      @Nullable CredentialsSource source) {
    if (source != null && settings.password() != null) {
      throw new FaultException(TWO_PASSWORDS);
    }
    Logins fetched = source == null
        ? IamLogins.of(settings, InstantSource.system())
        : new SuppliedLogins(source);
    return new RedisConnector(settings, Dialer.of(settings), serviceName, traffic, fetched);
  }

  /** The settings of a client of Jedis. */
  public JedisClientConfig clientConfig() {
    return access.config();
  }

  /** Creates the connections of a pool; see {@link #add}. */
  public PooledObjectFactory<Connection> factory() {
    return new LinkFactory(this::openPooled, this::describe, backOff, watchdog, traffic);
  }

  /** The bounds of a pool. */
  public ConnectionPoolConfig poolConfig() {
    return JedisSettings.pool(settings.pool());
  }

  /** Adds a pool with the factory of this connector, whose connections it drops when they are old. */
  public void add(Pool<Connection> pool) {
    epoch.add(pool);
  }

  /** The use of all open pools together, those of the nodes included; empty without one. */
  public Optional<PoolUsage> poolUsage() {
    return Stream.concat(
            epoch.usage().stream(),
            nodes.values().stream().flatMap(each -> each.poolUsage().stream()))
        .reduce(PoolUsage::plus);
  }

  /** The number of nodes with an open pool, this one included. */
  public int nodesInUse() {
    return (int) Stream.concat(Stream.of(this), nodes.values().stream())
        .filter(each -> each.epoch.usage().isPresent())
        .count();
  }

  /** The connector of a node that this server announces, the same object while it is kept. */
  public synchronized RedisConnector at(NodeAddress node) {
    return node.equals(settings.nodeAddress()) ? this : nodes.computeIfAbsent(node, this::create);
  }

  private RedisConnector create(NodeAddress node) {
    return new RedisConnector(
        settings.withAddress(node), access.at(node), traffic, watchdog, maxAge);
  }

  /** Drops the connectors of all nodes but these. */
  public void retain(Set<NodeAddress> kept) {
    nodes.keySet().retainAll(kept);
  }

  /**
   * Runs work that borrows from a pool, in which opening a connection takes no longer than a limit.
   */
  public static <T> T openingWithin(Duration limit, Supplier<T> work) {
    OPENING_LIMIT.set(limit);
    try {
      return work.get();
    } finally {
      OPENING_LIMIT.remove();
    }
  }

  /** The settings that this was created with. */
  public RedisSettings settings() {
    return settings;
  }

  // All of it, the first reply included, takes one read time-out, so that a request never waits
  // longer than for the pool and for one reply; or what the round trips to a distant server need.
  private RedisLink openPooled() {
    Duration left = OPENING_LIMIT.get();
    Duration usual = poolLimit();
    Duration limit = left == null || left.compareTo(usual) > 0 ? usual : left;
    Budget budget = locate(access, ConnectionWatch.none(), limit);
    return open(access, ConnectionWatch.none(), budget, false, epoch.member());
  }

  /**
   * Finds the primary that sentinels report, where there are any. Where it has moved, the
   * connections to the old one are dropped.
   *
   * @return what is left of the limit
   */
  private Budget locate(Access used, ConnectionWatch watch, Duration limit) {
    Sentinels sentinels = used.sentinels();
    if (sentinels == null) {
      return Budget.of(limit);
    }
    long begun = System.nanoTime();
    try {
      moveTo(sentinels.primary(watch, limit));
    } catch (FaultException e) {
      throw e.named(settings.naming());
    }
    return Budget.of(limit.minusNanos(System.nanoTime() - begun));
  }

  /**
   * Contacts the sentinels, where there are any and a primary is known, and drops the connections to
   * a primary that was replaced. Where it works still, it accepts writes for some seconds until the
   * sentinels make it a replica, and then drops them.
   *
   * @param limit the time of which this takes a part
   */
  public void followPrimary(Duration limit) {
    if (primary() != null) {
      Budget ignored = locate(access, ConnectionWatch.none(), limit);
    }
  }

  private synchronized void moveTo(NodeAddress primary) {
    if (!primary.equals(access.settings().nodeAddress())) {
      access = access.at(primary);
      renewPool();
    }
  }

  /** The primary that sentinels reported, null before that and without sentinels. */
  public @Nullable NodeAddress primary() {
    NodeAddress used = access.settings().nodeAddress();
    return access.sentinels() == null || used.equals(settings.nodeAddress()) ? null : used;
  }

  /** The warnings about the sentinels, none without them. */
  public List<Cause> sentinelWarnings() {
    Sentinels sentinels = access.sentinels();
    return sentinels == null ? List.of() : sentinels.warnings();
  }

  /**
   * The round trips of the connections that were opened here, and of the commands of those outside
   * the pool; the same object each time.
   */
  public RoundTrips roundTrips() {
    return roundTrips;
  }

  /**
   * Opens one connection outside the pool as the pool does it, within the same time.
   *
   * @param watch sees it come up, and chooses the address
   * @return the connection, to be closed by the caller
   * @throws redis.clients.jedis.exceptions.JedisException where it does not come up
   */
  public RedisLink openLikePool(ConnectionWatch watch) {
    Budget budget = locate(access, watch, poolLimit());
    RedisLink link = open(access, watch, budget, true, () -> true);
    backOff.reset();
    return link;
  }

  /**
   * Opens one connection in the same way with settings that have to be tried.
   *
   * @param watch sees it come up, and chooses the address
   * @return the connection, to be closed by the caller
   * @throws redis.clients.jedis.exceptions.JedisException where it does not come up
   */
  public RedisLink openLikePool(ConnectionWatch watch, Access tried) {
    Budget budget = locate(tried, watch, poolLimit());
    NodeAddress current = access.settings().nodeAddress();
    return open(tried.at(current), watch, budget, true, () -> true);
  }

  /**
   * Access to the same Redis with other credentials, certificates and keys.
   *
   * @param newer settings of the same endpoint
   * @return the access, which no connection uses yet
   * @throws ai.hokusai.health.classify.FaultException where this JVM cannot use a certificate or
   *     key
   */
  public Access accessWith(RedisSettings newer) {
    return access.with(
        newer.sentinel() == null ? newer : newer.withAddress(access.settings().nodeAddress()));
  }

  /** Uses another access for every connection that is opened from now on. Open connections stay. */
  public synchronized void adopt(Access tried) {
    NodeAddress current = access.settings().nodeAddress();
    boolean hasMoved = !tried.settings().nodeAddress().equals(current);
    access = tried.sentinels() != null && hasMoved ? tried.at(current) : tried;
    backOff.reset();
    nodes.forEach((node, each) -> each.adopt(tried.at(node)));
  }

  /**
   * The longest that a connection of the pool takes to come up: the read time-out, or longer where
   * its round trips need it.
   */
  public Duration poolLimit() {
    return roundTrips.allowance(settings.readTimeout());
  }

  /**
   * Adds the names of the variables, and the origin of refused credentials, to a cause.
   *
   * @return the same cause, or one with the same code, another message and another remedy
   */
  public Cause describe(Cause cause) {
    Access used = access;
    RedisSettings known = used.settings();
    return used.logins().describe(cause, known).named(known.naming());
  }

  /** The TLS layer that all connections share, null for plaintext. */
  public @Nullable TlsLayer tls() {
    return access.dialer().tls();
  }

  /**
   * Opens one connection outside the pool, greeting included. Its replies are bounded, and it
   * notifies the watch where the server needs no password.
   *
   * @param limit the longest wait for the server until then
   * @return the connection; closing the socket of the watch closes it too
   * @throws redis.clients.jedis.exceptions.JedisException where it does not come up
   */
  public RedisLink open(ConnectionWatch watch, Duration limit) {
    Budget budget = locate(access, watch, limit);
    Access used = access;
    RedisLink link = open(used, watch, budget, true, () -> access == used);
    backOff.reset();
    return link;
  }

  private RedisLink open(
      Access used,
      ConnectionWatch watch,
      Budget budget,
      boolean isFrugal,
      RedisLink.Fellowship fellows) {
    var sockets = new RedisSocketFactory(used, watch, budget, isFrugal);
    RedisLink link = open(sockets, budget, isFrugal, maxAge.limit(fellows));
    if (used.sentinels() != null && sockets.isReplica()) {
      // Sentinels report the old primary until they have agreed on the next one.
      link.disconnect();
      throw new FaultException(Fault.READONLY_REPLICA);
    }
    roundTrips.record(budget.longestAnswer());
    if (isFrugal) {
      budget.lift();
    }
    return link;
  }

  private RedisLink open(
      RedisSocketFactory sockets, Budget budget, boolean isFrugal, RedisLink.Fellowship fellows) {
    JedisClientConfig greeted = JedisSettings.greeted(settings);
    try {
      return new RedisLink(sockets, greeted, budget, isFrugal, roundTrips, fellows);
    } catch (RuntimeException e) {
      roundTrips.recordAtLeast(budget.longestAnswer());
      throw e;
    }
  }

  /**
   * Replaces user name and password. New connections use them; idle connections of the pool are
   * dropped at once, those in use when they are returned.
   *
   * @param username the user name, null for the default user
   * @param password the password, null for none
   * @throws IllegalStateException where the credentials come from a source
   */
  public void replaceCredentials(@Nullable String username, @Nullable Secret password) {
    adopt(access.with(username, password));
    renewPool();
  }

  /** Drops the idle connections of the pool at once, and those in use when they are returned. */
  public void renewPool() {
    renewOwnPool();
    nodes.values().forEach(RedisConnector::renewOwnPool);
  }

  private void renewOwnPool() {
    backOff.reset();
    epoch.advance();
  }
}
