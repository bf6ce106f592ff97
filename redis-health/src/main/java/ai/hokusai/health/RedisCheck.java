package ai.hokusai.health;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.connect.JedisVersion;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.probe.Attempt;
import ai.hokusai.health.probe.ClusterProbe;
import ai.hokusai.health.probe.FreshProbe;
import ai.hokusai.health.probe.Probe;
import ai.hokusai.health.probe.ProbeExpectations;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.probe.Renewal;
import ai.hokusai.health.redis.ClusterUsage;
import ai.hokusai.health.redis.PoolUsage;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.route.Router;
import ai.hokusai.health.schedule.Thresholds;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The check of one Redis, without a pool; for a service with another client, such as Lettuce. It
 * has no thread and no connection of its own, and so is not closed: the {@link HealthMonitor} opens
 * one connection for its probes, and closes it. Any thread may use it.
 */
public final class RedisCheck {
  // The characters that CLIENT SETNAME accepts.
  private static final Thresholds ONCE = new Thresholds(1, 1);
  private static final Pattern SERVICE_NAME = Pattern.compile("[!-~]+");

  private final RedisConnector connector;
  private final Router router;
  private final ProbeExpectations plan;
  private final boolean isPartialOutageAFailure;
  private final Traffic traffic;
  private final Requests requests;
  private final @Nullable Renewal renewal;

  private RedisCheck(
      RedisConnector connector,
      ProbeExpectations plan,
      boolean isPartialOutageAFailure,
      Traffic traffic,
      Requests requests,
      @Nullable Renewal renewal) {
    this.connector = connector;
    this.router = new Router(connector);
    this.plan = plan;
    this.isPartialOutageAFailure = isPartialOutageAFailure;
    this.traffic = traffic;
    this.requests = requests;
    this.renewal = renewal;
  }

  /**
   * Creates the check of a primary that takes writes; see
   * {@link #of(RedisSettings, String, RedisOptions, Supplier)}.
   */
  public static RedisCheck of(RedisSettings settings, String serviceName) {
    return of(settings, serviceName, RedisOptions.DEFAULT);
  }

  /**
   * Creates the check with other expectations; see
   * {@link #of(RedisSettings, String, RedisOptions, Supplier)}.
   */
  public static RedisCheck of(RedisSettings settings, String serviceName, RedisOptions options) {
    return of(settings, serviceName, options, null);
  }

  /**
   * Creates the check without opening a connection. With a supplier, the settings are read again
   * while a monitor runs: every 30 s, and at once after a connection could not be opened.
   * Credentials, certificates and keys that have changed are tried on a new connection and used
   * if they work; open connections stay. Settings of another endpoint are never used.
   *
   * @param serviceName the name of the connections where the settings have none: printable ASCII
   *     without blanks
   * @param latest resolves the same environment again, such as
   *     {@code () -> RedisConfig.resolve(System.getenv())}; it may read files and block
   * @throws IllegalArgumentException where the name is not as described
   * @throws IllegalStateException where Jedis on the class path is not 7.4 to 8.x
   * @throws FaultException where this JVM cannot use a certificate or key, and where the settings
   *     have a password beside the credentials source of the options
   */
  public static RedisCheck of(
      RedisSettings settings,
      String serviceName,
      RedisOptions options,
      @Nullable Supplier<ConfigOutcome> latest) {
    if (!SERVICE_NAME.matcher(serviceName).matches()) {
      throw new IllegalArgumentException("a service name is printable ASCII without blanks");
    }
    JedisVersion.require();
    var traffic = new Traffic(cause -> cause.named(settings.naming()));
    RedisConnector connector = connector(settings, serviceName, traffic, options);
    return new RedisCheck(
        connector,
        ProbeExpectations.of(settings, serviceName, options),
        options.isPartialOutageAFailure(),
        traffic,
        Requests.initial(options.isWriteRequired()),
        latest == null ? null : new Renewal(connector, settings, latest));
  }

  private static RedisConnector connector(
      RedisSettings settings, String serviceName, Traffic traffic, RedisOptions options) {
    try {
      return RedisConnector.of(settings, serviceName, traffic, options.credentials());
    } catch (FaultException e) {
      throw e.named(settings.naming());
    }
  }

  /**
   * The recorder of the operations on this Redis, the same object each time. A guard records the
   * operations that it runs; a service without a guard records its own.
   */
  public Traffic traffic() {
    return traffic;
  }

  /** The settings that this check was created with; a renewal or a rotation does not change them. */
  public RedisSettings settings() {
    return connector.settings();
  }

  /** The use of the pools of {@link RedisHealth#of(RedisCheck)} together; empty without an open one. */
  public Optional<PoolUsage> poolUsage() {
    return connector.poolUsage();
  }

  /** The use of the nodes of a cluster; empty while this Redis is a single server. */
  public Optional<ClusterUsage> clusterUsage() {
    return router.usage();
  }

  /**
   * Replaces the user name, null for the default user, and the password, null for none, as after a
   * rotation. No connection that was opened with the old ones is used for a further request.
   *
   * @throws IllegalStateException where the credentials come from a source
   */
  public void replaceCredentials(@Nullable String username, @Nullable Secret password) {
    connector.replaceCredentials(username, password);
  }

  /**
   * Probes Redis once, from DNS to the last command, on a new connection; for a command that runs
   * before a deployment. It waits, where a {@link HealthMonitor} does not.
   *
   * @param deadline the longest wait, exceeded by less than a second where an ambiguous failure is
   *     diagnosed
   * @param progress receives the current stage ten times a second, on this thread
   * @throws IllegalArgumentException where the deadline is not positive
   */
  public ProbeReport probeOnce(Duration deadline, Consumer<Stage> progress)
      throws InterruptedException {
    requirePositive(deadline);
    InstantSource clock = InstantSource.system();
    try (Probe probe = probe(deadline, ONCE, clock)) {
      Attempt attempt = probe.begin();
      var runner = new ProbeRunner(attempt, () -> report(attempt, clock, progress));
      return ProbeReport.of(runner.run(deadline));
    }
  }

  private static void report(Attempt attempt, InstantSource clock, Consumer<Stage> progress) {
    ProbeResult soFar = attempt.complete(ProbeResult.success(Duration.ZERO, clock.instant()));
    RedisFacts facts = soFar.facts();
    if (facts != null) {
      ProbeReport.lastEntered(facts).ifPresent(progress);
    }
  }

  static void requirePositive(Duration deadline) {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("a deadline is positive");
    }
  }

  /** The connector, for a pool on the same settings. */
  RedisConnector connector() {
    return connector;
  }

  /** The way to the nodes behind the connector. */
  Router router() {
    return router;
  }

  /** A probe with its own connections, and the thresholds of each shard; the caller closes it. */
  Probe probe(Duration deadline, Thresholds thresholds, InstantSource clock) {
    return new ClusterProbe(router, plan, thresholds, isPartialOutageAFailure, deadline, clock);
  }

  /** A probe of new connections; the caller closes it. */
  Probe freshProbe(InstantSource clock) {
    return FreshProbe.of(connector, plan, clock, renewal);
  }

  /** Returns true if such a probe reads the settings again. */
  boolean isRenewing() {
    return renewal != null;
  }

  /** The longest that an attempt of such a probe takes. */
  Duration freshDeadline() {
    return FreshProbe.deadline(connector);
  }

  /** The judgement of requests before the first one. */
  Requests requests() {
    return requests;
  }
}
