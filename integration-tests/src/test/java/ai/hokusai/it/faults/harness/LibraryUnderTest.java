package ai.hokusai.it.faults.harness;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.DependencyGuard;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.redis.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** A service in this JVM with the library at its defaults; the one place of these tests that knows how it is started. */
public final class LibraryUnderTest implements Service {
  private static final String NAME = "redis";
  private static final Duration POLL = Duration.ofMillis(50);

  private final RedisHealth redis;
  private final HealthMonitor monitor;
  private final DependencyGuard guard;

  LibraryUnderTest(Map<String, String> environment, RedisOptions options) {
    this.redis = RedisHealth.of(settings(environment), "integration-tests", options);
    this.monitor = HealthMonitor.builder().add(Dependency.of(NAME, redis)).start();
    this.guard = monitor.guard(NAME);
  }

  /** Starts a service whose health is that of reading. */
  public static LibraryUnderTest reading(Map<String, String> environment) {
    return new LibraryUnderTest(environment, RedisOptions.DEFAULT);
  }

  /** Starts a service whose health is that of writing too. */
  public static LibraryUnderTest writing(Map<String, String> environment) {
    return new LibraryUnderTest(environment, RedisOptions.DEFAULT.withCanary(true));
  }

  /** The settings of an environment that is valid. */
  public static RedisSettings settings(Map<String, String> environment) {
    if (RedisConfig.resolve(environment) instanceof ConfigOutcome.Resolved resolved) {
      return resolved.settings();
    }
    throw new IllegalArgumentException("the settings of a test are rejected");
  }

  @Override
  public Observation look() {
    var snapshot = monitor.report().check(NAME).orElseThrow().snapshot();
    var cause = snapshot.cause();
    return new Observation(snapshot.status(), cause == null ? null : cause.code());
  }

  /** Waits for a report that is as wanted, without requests. */
  public Observation await(Predicate<Observation> wanted) {
    return Awaitility.await()
        .atMost(Bounds.PATIENCE)
        .pollInterval(POLL)
        .pollInSameThread()
        .until(this::look, wanted);
  }

  /** The same while a request writes again and again. */
  public Observation awaitUnderLoad(Predicate<Observation> wanted) {
    return await(seen -> {
      if (wanted.test(seen)) {
        return true;
      }
      write();
      return false;
    });
  }

  private void write() {
    try {
      String ignored = write(client -> client.set("load", "1"));
    } catch (JedisException | Refused e) {
      // The report is to say why.
    }
  }

  /** Returns true if it is down and the last probe failed too, so that the guard refuses each request. */
  public boolean isDownByProbe() {
    var snapshot = monitor.report().check(NAME).orElseThrow().snapshot();
    return !snapshot.isUsable() && snapshot.tally().consecutiveFailures() > 0;
  }

  /** Its status, and the codes that it names: of the dependency, and of reads, writes and connections. */
  public List<String> named() {
    var snapshot = monitor.report().check(NAME).orElseThrow().snapshot();
    var requests = snapshot.requests();
    var causes = Stream.of(
        snapshot.cause(),
        requests.connections().cause(),
        requests.reads().cause(),
        requests.writes().cause());
    var codes = causes.filter(Objects::nonNull).map(Cause::code);
    return Stream.concat(Stream.of(snapshot.status().name()), codes).distinct().toList();
  }

  /** Why it is not healthy. */
  public Optional<Cause> cause() {
    return Optional.ofNullable(
        monitor.report().check(NAME).orElseThrow().snapshot().cause());
  }

  /** All that the library shows of itself. */
  @Override
  public String toString() {
    return monitor.report().toString();
  }

  /** A request that asks the guard first, so that it fails at once where it would fail anyway. */
  public String ask(Function<RedisClient, String> request) {
    return request(guard, request);
  }

  /** The same for one that only reads. */
  public <T> T read(Function<RedisClient, T> request) {
    return request(guard.reads(), request);
  }

  /** The same for one that writes. */
  public <T> T write(Function<RedisClient, T> request) {
    return request(guard.writes(), request);
  }

  private <T> T request(DependencyGuard entrance, Function<RedisClient, T> request) {
    return entrance.call(() -> request.apply(redis.client()), refusal -> {
      throw new Refused(refusal.cause().code());
    });
  }

  /** Thrown for a request that the guard refused. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String code) {
      super(code, null, false, false);
    }

    String code() {
      return String.valueOf(getMessage());
    }
  }

  /** The pool that its requests use. */
  public RedisClient client() {
    return redis.client();
  }

  @Override
  public void close() {
    monitor.close();
    redis.close();
  }
}
