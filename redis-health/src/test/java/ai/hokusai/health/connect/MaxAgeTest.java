package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.probe.ProbeExpectations;
import ai.hokusai.health.probe.RedisProbe;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.route.NodePools;
import ai.hokusai.health.route.Router;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisDataException;

@Timeout(30)
final class MaxAgeTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicBoolean isWanted = new AtomicBoolean(true);
  private final AtomicLong events = new AtomicLong();
  private final RedisLink.Fellowship fellows = new RedisLink.Fellowship() {
    @Override
    public boolean isWanted() {
      return isWanted.get();
    }

    @Override
    public void refused(JedisDataException error) {
      events.incrementAndGet();
    }

    @Override
    public void redirected() {
      events.incrementAndGet();
    }

    @Override
    public void brokeIdle() {
      events.incrementAndGet();
    }
  };

  @ParameterizedTest
  @CsvSource({"0, 9h", "0.5, 10h", "1, 11h"})
  void endsWithinTenPercentOfTheSetting(double drawn, String end) {
    long last = Duration.parse("PT" + end).toNanos();
    RedisLink.Fellowship link = age(Duration.ofHours(10), drawn).limit(fellows);

    now.set(last - 1_000_000);
    assertThat(link.isWanted()).isTrue();
    now.set(last);
    assertThat(link.isWanted()).isFalse();
  }

  @Test
  void countsFromTheOpeningOfEachConnection() {
    MaxAge age = age(Duration.ofHours(10), 0.5);
    RedisLink.Fellowship first = age.limit(fellows);
    now.set(Duration.ofHours(5).toNanos());
    RedisLink.Fellowship second = age.limit(fellows);
    now.set(Duration.ofHours(12).toNanos());

    assertThat(first.isWanted()).isFalse();
    assertThat(second.isWanted()).isTrue();
  }

  @Test
  void leavesTheRestToTheOthersOfThePool() {
    RedisLink.Fellowship link = age(Duration.ofHours(10), 0.5).limit(fellows);
    link.refused(new JedisDataException("READONLY"));
    link.brokeIdle();
    link.redirected();
    isWanted.set(false);

    assertThat(events).hasValue(3);
    assertThat(link.isWanted()).isFalse();
    assertThat(age(null, 0.5).limit(fellows)).isSameAs(fellows);
  }

  @Test
  void replacesConnectionsOfThePoolWhenTheyAreReturned() throws InterruptedException {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var client = new NodePools(new Router(connector(redis, Duration.ofNanos(1)))).client()) {
      client.get("key");
      assertThat(redis.sawFarewell()).isTrue();
      client.get("key");

      assertThat(redis.connections()).isEqualTo(2);
    }
  }

  @Test
  void replacesAnIdleConnectionWhenItIsBorrowed() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var young = new NodePools(new Router(connector(redis, Duration.ofHours(1)))).client()) {
      young.get("key");
      young.get("key");

      assertThat(redis.connections()).isEqualTo(1);
    }
  }

  @Test
  void replacesTheKeptConnectionOfTheProbe() {
    var plan =
        ProbeExpectations.of(RedisSettings.of("127.0.0.1", 6379), "orders", RedisOptions.DEFAULT);
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var probe = RedisProbe.of(
            connector(redis, Duration.ofNanos(1)),
            plan,
            Duration.ofSeconds(10),
            InstantSource.system());
        var keeping = RedisProbe.of(
            connector(redis, null), plan, Duration.ofSeconds(10), InstantSource.system())) {
      for (int i = 1; i <= 3; i++) {
        assertThat(probe.begin().run().fault()).isNull();
        assertThat(redis.connections()).isEqualTo(i);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(keeping.begin().run().fault()).isNull();
      }
      assertThat(redis.connections()).isEqualTo(4);
    }
  }

  @Test
  void holdsForTheNodesOfAClusterToo() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var node = FakeRedis.start(FakeRedis::wellBehaved)) {
      RedisConnector aged = connector(redis, Duration.ofNanos(1));
      var address = new NodeAddress("127.0.0.1", node.port());
      try (RedisLink link = aged.at(address).open(ConnectionWatch.none(), Duration.ofSeconds(10))) {
        assertThat(link.isWanted()).isFalse();
      }
    }
  }

  private MaxAge age(@Nullable Duration age, double drawn) {
    return new MaxAge(age, now::get, () -> drawn);
  }

  private static RedisConnector connector(FakeRedis redis, @Nullable Duration age) {
    RedisSettings settings = TestSettings.plain(redis.port()).withConnectionMaxAge(age);
    return RedisConnector.of(settings, "orders", new Traffic());
  }
}
