package ai.hokusai.health;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.connect.JedisVersion;
import ai.hokusai.health.probe.PoolAttempt;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.route.NodePools;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/**
 * A Jedis pool and the {@link RedisCheck} of its Redis. It sends nothing before a
 * {@link HealthMonitor} or a request does. Any thread may use it.
 */
public final class RedisHealth implements AutoCloseable {
  private final RedisCheck check;
  private final NodePools pools;
  private final RedisClient client;

  private RedisHealth(RedisCheck check) {
    this.check = check;
    this.pools = new NodePools(check.router());
    this.client = pools.client();
  }

  /**
   * Creates the pool for a primary that takes writes; see
   * {@link #of(RedisSettings, String, RedisOptions, Supplier)}.
   */
  public static RedisHealth of(RedisSettings settings, String serviceName) {
    return of(settings, serviceName, RedisOptions.DEFAULT);
  }

  /**
   * Creates the pool with other expectations; see
   * {@link #of(RedisSettings, String, RedisOptions, Supplier)}.
   */
  public static RedisHealth of(RedisSettings settings, String serviceName, RedisOptions options) {
    return of(settings, serviceName, options, null);
  }

  /**
   * Creates the check as {@link RedisCheck#of(RedisSettings, String, RedisOptions, Supplier)} does,
   * with the same parameters and exceptions, and the pool without opening a connection; the caller
   * closes it.
   *
   * @throws FaultException where this JVM cannot use a certificate or key
   */
  public static RedisHealth of(
      RedisSettings settings,
      String serviceName,
      RedisOptions options,
      @Nullable Supplier<ConfigOutcome> latest) {
    return of(RedisCheck.of(settings, serviceName, options, latest));
  }

  /**
   * Creates a pool on the settings of a check, without opening a connection; the caller closes it.
   * Its connections and the changes of credentials count for that check.
   *
   * @throws IllegalStateException where commons-pool2 on the class path is older than 2.11
   */
  public static RedisHealth of(RedisCheck check) {
    JedisVersion.requirePool();
    return new RedisHealth(check);
  }

  /** The check of this Redis, the same object each time. */
  public RedisCheck check() {
    return check;
  }

  /** The pool for the service. All its time-outs are finite; a blocking command has a minute. */
  public RedisClient client() {
    return client;
  }

  /** The recorder of {@link RedisCheck#traffic}, where the pool records its new connections. */
  public Traffic traffic() {
    return check.traffic();
  }

  /**
   * Replaces the credentials of check and pool as {@link RedisCheck#replaceCredentials} does.
   *
   * @throws IllegalStateException where the credentials come from a source
   */
  public void replaceCredentials(@Nullable String username, @Nullable Secret password) {
    check.replaceCredentials(username, password);
  }

  /** Probes Redis once, without the pool, as {@link RedisCheck#probeOnce} does. */
  public ProbeReport probeOnce(Duration deadline, Consumer<Stage> progress)
      throws InterruptedException {
    return check.probeOnce(deadline, progress);
  }

  /**
   * Sends one PING over the pool, to a cluster one to each primary, as requests of the service
   * would, with the time-outs of the settings.
   *
   * @throws IllegalArgumentException where the deadline is not positive
   */
  public ProbeReport probePool(Duration deadline) throws InterruptedException {
    RedisCheck.requirePositive(deadline);
    var attempt = new PoolAttempt(this::ping, InstantSource.system());
    ProbeResult result = new ProbeRunner(attempt, () -> {}).run(deadline);
    return ProbeReport.ofPool(result.in(check.connector()::describe));
  }

  private void ping() {
    String ignored = client.ping();
    pools.pingPrimaries();
  }

  /** Closes the pool. The monitor, which has a connection too, is closed before. */
  @Override
  public void close() {
    boolean isInterrupted = Thread.currentThread().isInterrupted();
    client.close();
    if (isInterrupted) {
      // commons-pool2 waits for its evictor, and drops the interrupt.
      Thread.currentThread().interrupt();
    }
  }
}
