package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.MonitorThreads;
import ai.hokusai.health.testing.TestSettings;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RedisHealthTest {
  private static final Schedule FAST =
      Schedule.every(Duration.ofMillis(20)).withDeadline(Duration.ofSeconds(10));

  private final BlockingQueue<HealthSnapshot> told = new LinkedBlockingQueue<>();

  @Test
  void followsRedisDownAndUp() throws InterruptedException {
    try (var fake = FakeRedis.start(FakeRedis::wellBehaved);
        var redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders");
        var monitor = watch(redis)) {
      assertThat(nextTold().status()).isEqualTo(Status.HEALTHY);

      fake.answer(name -> "-LOADING Redis is loading the dataset in memory\r\n");
      assertThat(nextTold().cause()).isEqualTo(Fault.LOADING);
      assertThat(monitor.report().status()).isEqualTo(Status.UNHEALTHY);

      fake.answer(FakeRedis::wellBehaved);
      assertThat(nextTold().status()).isEqualTo(Status.HEALTHY);
    }
  }

  @Test
  void returnsAPoolThatWorks() {
    try (var fake = FakeRedis.startWith("GET", "$5\r\nvalue\r\n");
        var redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders")) {
      assertThat(redis.client().get("key")).isEqualTo("value");
    }
  }

  @Test
  void countsTheConnectionsOfThePool() {
    try (var fake = FakeRedis.startWith("GET", "$5\r\nvalue\r\n");
        var redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders")) {
      int max = redis.check().poolUsage().orElseThrow().max();
      assertPool(redis, 0, 0, max);
      assertThat(max).isPositive();

      redis.client().get("key");
      assertPool(redis, 0, 1, max);
      try (var inUse = redis.client().getPool().getResource()) {
        assertThat(inUse.isConnected()).isTrue();
        assertPool(redis, 1, 0, max);
      }
    }
  }

  @Test
  void opensNoConnectionBeforeAMonitorStarts() {
    try (var fake = FakeRedis.start(FakeRedis::wellBehaved);
        var redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders")) {
      assertThat(redis.client()).isSameAs(redis.client());
      assertThat(fake.connections()).isZero();
    }
  }

  @Test
  void answersAtOnceWhileRedisIsABlackHole() throws InterruptedException {
    try (var fake = FakeRedis.start(name -> null);
        var redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders");
        var monitor = HealthMonitor.builder()
            .add(Dependency.of("redis", redis)
                .withSchedule(FAST.withDeadline(Duration.ofMillis(50))))
            .listener(new Listener())
            .start()) {
      while (monitor.report().status() != Status.UNHEALTHY) {
        nextTold();
      }
      for (int i = 0; i < 100; i++) {
        assertThat(monitor.guard("redis").call(() -> redis.client().get("key"), this::code))
            .isEqualTo("READ_TIMEOUT");
      }
      assertThat(fake.commands()).noneMatch(each -> each.contains("key"));
    }
  }

  @Test
  void leavesNoThreadAndNoSocket() throws InterruptedException {
    try (var fake = FakeRedis.start(FakeRedis::wellBehaved)) {
      var redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders");
      var monitor = watch(redis);
      nextTold();
      redis.client().ping();
      monitor.close();
      assertThat(fake.sawFarewell()).isTrue();
      redis.close();

      assertThat(fake.sawFarewell()).isTrue();
      assertThat(fake.connections()).isEqualTo(2);
      MonitorThreads.awaitNone();
    }
  }

  @Test
  void closesWithinASecondWhileRedisHangs() throws InterruptedException {
    try (var fake = FakeRedis.start(name -> null)) {
      var redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders");
      var monitor = watch(redis);
      while (fake.commands().isEmpty()) {
        Thread.onSpinWait();
      }
      long start = System.nanoTime();
      monitor.close();
      redis.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      assertThat(told).isEmpty();
      MonitorThreads.awaitNone();
    }
  }

  @Test
  void mayBeClosedBeforeItsMonitor() throws InterruptedException {
    try (var fake = FakeRedis.start(FakeRedis::wellBehaved)) {
      var redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders");
      var monitor = watch(redis);
      nextTold();
      redis.close();
      monitor.close();

      MonitorThreads.awaitNone();
    }
  }

  @Test
  void mayBeClosedTwice() {
    var redis = RedisHealth.of(TestSettings.plain(1), "orders");
    redis.close();
    redis.close();
  }

  @Test
  void refusesAServiceNameThatRedisWouldNotTake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisHealth.of(TestSettings.plain(1), "two words"))
        .withMessage("a service name is printable ASCII without blanks");
  }

  private HealthMonitor watch(RedisHealth redis) {
    return HealthMonitor.builder()
        .add(Dependency.of("redis", redis).withSchedule(FAST))
        .listener(new Listener())
        .start();
  }

  private String code(DependencyGuard.Refusal refusal) {
    return refusal.cause().code();
  }

  /** Remembers what it is told. */
  private final class Listener implements HealthListener {
    @Override
    public void checkChanged(HealthReport.Check check, Status from) {
      told.add(check.snapshot());
    }
  }

  private HealthSnapshot nextTold() throws InterruptedException {
    HealthSnapshot next = told.poll(10, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private static void assertPool(RedisHealth redis, int active, int idle, int max) {
    var usage = redis.check().poolUsage().orElseThrow();
    assertThat(usage.active()).isEqualTo(active);
    assertThat(usage.idle()).isEqualTo(idle);
    assertThat(usage.waiting()).isZero();
    assertThat(usage.max()).isEqualTo(max);
    assertThat(usage.meanWait()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
  }
}
