package ai.hokusai.health;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.source.Secret;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.probe.ProbePlan;
import ai.hokusai.health.probe.RedisProbe;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.state.Schedule;
import ai.hokusai.health.state.Thresholds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/**
 * A Redis pool and the knowledge of how that Redis is. One daemon thread probes; any thread may ask,
 * and is never made to wait.
 */
public final class RedisHealth implements AutoCloseable {
  // What CLIENT SETNAME takes.
  private static final Pattern SERVICE_NAME = Pattern.compile("[!-~]+");
  private static final Duration PROBER_GRACE = Duration.ofMillis(500);

  private final RedisConnector connector;
  private final RedisClient client;
  private final RedisProbe probe;
  private final Prober prober;
  private final Thread thread;

  private RedisHealth(
      RedisConnector connector,
      ProbePlan plan,
      Schedule schedule,
      Consumer<HealthSnapshot> onTransition) {
    this.connector = connector;
    this.client = connector.pool();
    this.probe = RedisProbe.of(connector, plan, schedule.deadline(), InstantSource.system());
    this.prober =
        new Prober(probe::run, schedule, Thresholds.DEFAULT, InstantSource.system(), onTransition);
    this.thread = new Thread(prober, "redis-health-prober");
  }

  /**
   * Builds the pool, without opening a connection, and starts to probe.
   *
   * @param settings where Redis is and how to speak to it
   * @param serviceName how the connections are named where the settings name none: printable ASCII
   *     without blanks
   * @return the running health, to be closed by the caller
   * @throws IllegalArgumentException where the name is not as described or the JVM cannot use the
   *     certificates or keys
   */
  public static RedisHealth start(RedisSettings settings, String serviceName) {
    return start(settings, serviceName, snapshot -> {});
  }

  /**
   * Builds the pool, without opening a connection, and starts to probe and to tell.
   *
   * @param settings where Redis is and how to speak to it
   * @param serviceName how the connections are named where the settings name none: printable ASCII
   *     without blanks
   * @param onTransition who is told, on the probing thread, of the first result and of every change of
   *     status or fault; it should be quick, and what it throws goes to the uncaught-exception handler.
   *     {@link Status#STALE} is not told, since then it is this thread that stands still, nor is {@link
   *     #drain()}, since whoever called it knows
   * @return the running health, to be closed by the caller
   * @throws IllegalArgumentException where the name is not as described or the JVM cannot use the
   *     certificates or keys
   */
  public static RedisHealth start(
      RedisSettings settings, String serviceName, Consumer<HealthSnapshot> onTransition) {
    return start(settings, serviceName, onTransition, RedisOptions.DEFAULT);
  }

  /**
   * Builds the pool, without opening a connection, and starts to probe and to tell, with what the
   * service expects of its Redis beyond an answer.
   *
   * @param settings where Redis is and how to speak to it
   * @param serviceName how the connections are named where the settings name none: printable ASCII
   *     without blanks
   * @param onTransition who is told, as in the method without options
   * @param options what is expected
   * @return the running health, to be closed by the caller
   * @throws IllegalArgumentException where the name is not as described or the JVM cannot use the
   *     certificates or keys
   */
  public static RedisHealth start(
      RedisSettings settings,
      String serviceName,
      Consumer<HealthSnapshot> onTransition,
      RedisOptions options) {
    return start(settings, serviceName, onTransition, options, Schedule.DEFAULT);
  }

  static RedisHealth start(
      RedisSettings settings,
      String serviceName,
      Consumer<HealthSnapshot> onTransition,
      RedisOptions options,
      Schedule schedule) {
    if (!SERVICE_NAME.matcher(serviceName).matches()) {
      throw new IllegalArgumentException("a service name is printable ASCII without blanks");
    }
    var connector = RedisConnector.of(settings, serviceName);
    var plan = ProbePlan.of(settings.host(), serviceName, options);
    var health = new RedisHealth(connector, plan, schedule, onTransition);
    health.thread.setDaemon(true);
    health.thread.start();
    return health;
  }

  /**
   * The pool for the service. Every time-out of it is finite; a blocking command gets a minute.
   *
   * @return the client, which {@link #close()} closes
   */
  public RedisClient client() {
    return client;
  }

  /**
   * Replaces user name and password, as after a rotation. The probe and the pool use them from now on;
   * no connection that was opened with the old ones is used for a further request.
   *
   * @param username the user name, null for the default user
   * @param password the password or token, null for none
   */
  public void replaceCredentials(@Nullable String username, @Nullable Secret password) {
    connector.replaceCredentials(username, password);
  }

  /**
   * How Redis is now: a read of a field, which asks nobody.
   *
   * @return what the results so far have decided, or {@link Status#STALE} where the last is too old
   */
  public HealthSnapshot snapshot() {
    return prober.snapshot();
  }

  /**
   * Says from now on that the service is about to stop: the status is {@link Status#DRAINING} and
   * nothing that Redis does ends that. The probe goes on, for what is still in flight.
   */
  public void drain() {
    prober.drain();
  }

  /**
   * Stops to probe and closes the pool, within about a second. A thread that the operating system holds
   * in a name look-up ends with that.
   */
  @Override
  public void close() {
    prober.stop();
    thread.interrupt();
    awaitProber();
    probe.close();
    client.close();
  }

  private void awaitProber() {
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(PROBER_GRACE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
