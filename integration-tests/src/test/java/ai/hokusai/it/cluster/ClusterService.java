package ai.hokusai.it.cluster;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.it.redis.TlsCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A service in this JVM on the library at its defaults, with a counter in each shard that it increments all the time,
 * unless its guard rejects that for the key.
 */
final class ClusterService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int WARM = 100;
  // No two services share a counter.
  private static final AtomicInteger SERVICES = new AtomicInteger();

  private final String name;
  private final RedisHealth redis;
  private final HealthMonitor monitor;
  private final List<String> keys;
  private final ShardLoad load;

  /**
   * Starts the service.
   *
   * @param use prepares one use of a key, also one that the guard rejects
   */
  private ClusterService(
      String name,
      RedisSettings settings,
      List<String> keys,
      BiFunction<RedisClient, String, Runnable> use) {
    this.name = name;
    this.redis = RedisHealth.of(settings, "integration-tests");
    this.monitor = HealthMonitor.builder().add(Dependency.of("redis", redis)).start();
    this.keys = keys;
    var guard = monitor.guard("redis").writes();
    this.load = new ShardLoad(keys, key -> {
      var once = use.apply(redis.client(), key);
      boolean ignored = guard.<Boolean, RuntimeException>call(
          key,
          () -> {
            once.run();
            return true;
          },
          refusal -> {
            throw new ShardLoad.Rejected(refusal);
          });
    });
  }

  /**
   * Starts a service.
   *
   * @param name its name in reports
   * @param ranges the first and last slot of each counter
   */
  static ClusterService open(String name, RedisSettings settings, int[]... ranges) {
    var prefix = name + SERVICES.incrementAndGet();
    var keys = IntStream.range(0, ranges.length)
        .mapToObj(i -> key(prefix, ranges[i][0], ranges[i][1]))
        .toList();
    return new ClusterService(name, settings, keys, (client, key) -> () -> client.incr(key));
  }

  /** Starts a service that writes to one hash in place of counters. */
  static ClusterService open(String name, RedisSettings settings, UniqueWrites writes) {
    return new ClusterService(
        name, settings, List.of(name + SERVICES.incrementAndGet()), (client, key) -> {
          var number = writes.number();
          return () -> writes.write(client, key, number);
        });
  }

  /** The same with a counter in each primary of a cluster, the first one in its first hundred slots. */
  static ClusterService open(String name, RedisSettings settings, TlsCluster cluster) {
    return open(
        name,
        settings,
        new int[] {0, 99},
        new int[] {cluster.firstSlot(1), cluster.firstSlot(2) - 1},
        new int[] {cluster.firstSlot(2), TlsCluster.SLOTS - 1});
  }

  /** The first key with this prefix that has one of these slots. */
  static String key(String prefix, int first, int last) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> prefix + ":" + i)
        .filter(key -> {
          int slot = JedisClusterCRC16.getSlot(key);
          return first <= slot && slot <= last;
        })
        .findFirst()
        .orElseThrow();
  }

  String name() {
    return name;
  }

  RedisClient client() {
    return redis.client();
  }

  ShardLoad load() {
    return load;
  }

  /** The counter of a shard. */
  String counter(int shard) {
    return keys.get(shard);
  }

  /** The counters of the other shards. */
  String[] countersBut(int shard) {
    return keys.stream().filter(key -> !key.equals(counter(shard))).toArray(String[]::new);
  }

  HealthSnapshot snapshot() {
    return monitor.report().check("redis").orElseThrow().snapshot();
  }

  /** The code of its health, empty while that is healthy. */
  String code() {
    var cause = snapshot().cause();
    return cause == null ? "" : cause.code();
  }

  /** Waits for a status, and returns the time that it took. */
  Duration await(Status status) {
    return await(status + " of " + name, () -> snapshot().status() == status);
  }

  /** Waits for a status with this code, and returns the time that it took. */
  Duration await(Status status, String code) {
    return await(
        "%s, %s of %s".formatted(status, code, name),
        () -> snapshot().status() == status && code().equals(code));
  }

  /** The messages of the warnings. */
  String warnings() {
    return snapshot().warnings().stream().map(Cause::message).collect(Collectors.joining("; "));
  }

  /** Waits until health degrades with this warning, and returns the time that it took. */
  Duration awaitWarning(String code) {
    return await("%s of %s".formatted(code, name), () -> {
      var snapshot = snapshot();
      return snapshot.status() == Status.DEGRADED
          && snapshot.warnings().stream().anyMatch(each -> each.code().equals(code));
    });
  }

  /** Waits until each counter was incremented many times. */
  void awaitWarm() {
    await(
        "calls of " + name,
        () -> keys.stream()
            .allMatch(key ->
                load.that(call -> !call.failed() && call.key().equals(key)).size() > WARM));
  }

  /** Waits until a call of each of these keys that began from now on has succeeded, and returns the time that it took. */
  Duration awaitSuccess(String... wanted) {
    long from = System.nanoTime();
    return await(
        "a success of " + name,
        () -> List.of(wanted).stream().allMatch(key -> load.successSince(from, key) > 0));
  }

  private Duration await(String what, Callable<Boolean> condition) {
    long from = System.nanoTime();
    try {
      Awaitility.await(what)
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .pollInSameThread()
          .until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what + " did not come; health is " + snapshot(), e);
    }
    return Duration.ofNanos(System.nanoTime() - from);
  }

  @Override
  public void close() {
    load.close();
    monitor.close();
    redis.close();
  }

  @Override
  public String toString() {
    return name + " " + snapshot().status() + " " + code();
  }
}
