package ai.hokusai.health.connect;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.source.Secret;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisCredentials;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * Opens connections to one Redis, pooled or single, all of them the same way. Any thread may use it.
 */
public final class RedisConnector {
  private final RedisSettings settings;
  private final Dialer dialer;
  private final Credentials credentials;
  private final JedisClientConfig config;
  private final Greeting greeting;
  private final Traffic traffic;
  private final Generation generation = new Generation(System::nanoTime);
  private final DialBackOff backOff = new DialBackOff(System::nanoTime);
  private final CommandWatchdog watchdog = new CommandWatchdog();

  RedisConnector(RedisSettings settings, Dialer dialer, String serviceName, Traffic traffic) {
    this.settings = settings;
    this.dialer = dialer;
    this.credentials = new Credentials(settings.username(), settings.password());
    this.config = JedisSettings.client(settings, credentials, serviceName);
    this.greeting =
        new Greeting(credentials, JedisSettings.name(settings, serviceName), settings.database());
    this.traffic = traffic;
  }

  /**
   * A connector for these settings; no connection is opened yet.
   *
   * @param settings where Redis is and how to speak to it
   * @param serviceName the name of the connections where the settings have none
   * @param traffic counts the connections of the pool
   * @return the connector
   * @throws IllegalArgumentException where the JVM cannot use the certificates or keys
   */
  public static RedisConnector of(RedisSettings settings, String serviceName, Traffic traffic) {
    return new RedisConnector(settings, Dialer.of(settings), serviceName, traffic);
  }

  /**
   * A client with a new pool; no connection is opened yet.
   *
   * @return the client, to be closed by the caller
   */
  public RedisClient pool() {
    var connections = new PooledConnectionProvider(
        new LinkFactory(this::openPooled, backOff, watchdog, traffic),
        JedisSettings.pool(settings.pool()));
    generation.covers(connections.getPool());
    return RedisClient.builder()
        .clientConfig(config)
        .connectionProvider(connections)
        .commandExecutor(new OnceMoreExecutor(connections))
        .build();
  }

  // All of it, the first reply included, takes one read time-out, so that a request never waits
  // longer than for the pool and for one reply.
  private RedisLink openPooled() {
    return open(
        ConnectionWatch.none(), Budget.of(settings.readTimeout()), false, generation.member());
  }

  /**
   * Opens one connection outside the pool as the pool does it, within the same time.
   *
   * @param watch sees it come up, and chooses the address
   * @return the connection, to be closed by the caller
   * @throws redis.clients.jedis.exceptions.JedisException where it does not come up
   */
  public RedisLink openLikePool(ConnectionWatch watch) {
    RedisLink link = open(watch, Budget.of(settings.readTimeout()), true, () -> true);
    backOff.reset();
    return link;
  }

  /**
   * The longest that a connection of the pool takes to come up.
   *
   * @return the time-out of the settings
   */
  public Duration poolLimit() {
    return settings.readTimeout();
  }

  /**
   * How the connections speak TLS.
   *
   * @return the layer that all of them share, null where they do without
   */
  public @Nullable TlsLayer tls() {
    return dialer.tls();
  }

  /**
   * Opens one connection outside the pool, greeting included. Its replies are short, and it tells the watch where no password is needed.
   *
   * @param watch who sees it come up
   * @param limit the longest wait for others until then
   * @return the connection; closing the socket that the watch saw closes it too
   * @throws redis.clients.jedis.exceptions.JedisException where it does not come up
   */
  public RedisLink open(ConnectionWatch watch, Duration limit) {
    RedisCredentials used = credentials.get();
    RedisLink link = open(watch, Budget.of(limit), true, () -> credentials.get() == used);
    backOff.reset();
    return link;
  }

  private RedisLink open(
      ConnectionWatch watch, Budget budget, boolean isFrugal, RedisLink.Fellowship fellows) {
    boolean triesWithoutPassword = isFrugal && credentials.couldBeNeedless();
    var sockets = new RedisSocketFactory(dialer, watch, budget, greeting, triesWithoutPassword);
    var link = new RedisLink(sockets, JedisSettings.greeted(settings), budget, isFrugal, fellows);
    if (isFrugal) {
      budget.lift();
    }
    return link;
  }

  /**
   * Replaces user name and password. Whoever greets from now on uses them; idle connections of the
   * pool are dropped at once, those in use when they come back.
   *
   * @param username the user name, null for the default user
   * @param password the password, null for none
   */
  public void replaceCredentials(@Nullable String username, @Nullable Secret password) {
    credentials.replace(username, password);
    renewPool();
  }

  /** Drops the idle connections of the pool at once, and those in use when they come back. */
  public void renewPool() {
    backOff.reset();
    generation.begin();
  }
}
