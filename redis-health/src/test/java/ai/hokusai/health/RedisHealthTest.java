package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.state.Schedule;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RedisHealthTest {
  private static final Schedule FAST = new Schedule(
      Duration.ofMillis(20),
      Duration.ofMillis(10),
      Duration.ofMillis(10),
      Duration.ofMillis(10),
      Duration.ofSeconds(10));

  private final BlockingQueue<HealthSnapshot> told = new LinkedBlockingQueue<>();

  @Test
  void followsRedisDownAndUp() throws InterruptedException {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var health = start(redis.port(), FAST)) {
      assertThat(nextTold().status()).isEqualTo(Status.HEALTHY);

      redis.answer(name -> "-LOADING Redis is loading the dataset in memory\r\n");
      assertThat(nextTold().fault()).isEqualTo(Fault.LOADING);
      assertThat(health.snapshot().isUsable()).isFalse();

      redis.answer(FakeRedis::wellBehaved);
      assertThat(nextTold().status()).isEqualTo(Status.HEALTHY);
    }
  }

  @Test
  void drains() throws InterruptedException {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var health = start(redis.port(), FAST)) {
      nextTold();
      health.drain();

      assertThat(health.snapshot().status()).isEqualTo(Status.DRAINING);
      assertThat(health.snapshot().isUsable()).isTrue();
    }
  }

  @Test
  void handsOutAPoolThatWorks() {
    try (var redis = FakeRedis.startWith("GET", "$5\r\nvalue\r\n");
        var health = start(redis.port(), FAST)) {
      assertThat(health.client().get("key")).isEqualTo("value");
    }
  }

  @Test
  void leavesNoThreadAndNoSocket() throws InterruptedException {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      var health = start(redis.port(), FAST);
      nextTold();
      health.client().ping();
      health.close();

      assertThat(redis.sawFarewell()).isTrue();
      assertThat(redis.sawFarewell()).isTrue();
      assertThat(redis.connections()).isEqualTo(2);
      assertNoThreadIsLeft();
    }
  }

  @Test
  void closesWithinASecondWhileRedisHangs() throws InterruptedException {
    try (var redis = FakeRedis.start(name -> null)) {
      var health = start(redis.port(), FAST);
      while (redis.commands().isEmpty()) {
        Thread.onSpinWait();
      }
      long start = System.nanoTime();
      health.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      assertThat(told).isEmpty();
      assertNoThreadIsLeft();
    }
  }

  @Test
  void mayBeClosedTwice() {
    var health = start(1, FAST);
    health.close();
    health.close();
  }

  @Test
  void refusesAServiceNameThatRedisWouldNotTake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisHealth.start(TestSettings.plain(1), "two words"))
        .withMessage("a service name is printable ASCII without blanks");
  }

  private RedisHealth start(int port, Schedule schedule) {
    return RedisHealth.start(
        TestSettings.plain(port), "orders", told::add, RedisOptions.DEFAULT, schedule);
  }

  private HealthSnapshot nextTold() throws InterruptedException {
    HealthSnapshot next = told.poll(10, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private static void assertNoThreadIsLeft() throws InterruptedException {
    List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
        .filter(each ->
            each.getName().startsWith("redis-health") || each.getName().startsWith("commons-pool"))
        .toList();
    for (Thread thread : threads) {
      thread.join(200);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }
}
