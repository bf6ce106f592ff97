package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.schedule.Thresholds;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.MonitorThreads;
import ai.hokusai.health.testing.TestSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.exceptions.JedisException;

/** A framework that closes in another order than it created, more than once, or on other threads. */
@Timeout(60)
final class WrongOrderTest {
  private static final Schedule FAST = Schedule.every(Duration.ofMillis(20))
      .withDeadline(Duration.ofSeconds(30))
      .withThresholds(new Thresholds(1, 1));

  private final FakeRedis fake = FakeRedis.startWith("GET", "$5\r\nvalue\r\n");
  private final RedisHealth redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders");

  @AfterEach
  void leavesNothing() throws InterruptedException {
    redis.close();
    fake.close();
    MonitorThreads.awaitNone();
  }

  private HealthMonitor start(HealthListener... listeners) {
    var builder = HealthMonitor.builder().add(Dependency.of("redis", redis).withSchedule(FAST));
    for (HealthListener each : listeners) {
      builder.listener(each);
    }
    HealthMonitor monitor = builder.start();
    while (monitor.report().status() != Status.HEALTHY) {
      Thread.onSpinWait();
    }
    return monitor;
  }

  @Test
  void aPoolThatIsClosedFirstLeavesTheCheckHealthy() {
    try (var monitor = start()) {
      redis.client().get("key");
      redis.close();
      int before = successes(monitor);
      while (successes(monitor) < before + 5) {
        Thread.onSpinWait();
      }
      assertThat(monitor.report().status()).isEqualTo(Status.HEALTHY);
      // A request after the end fails at once, and is no fault of Redis.
      assertThat(catchThrowable(() -> monitor
              .guard("redis")
              .call(
                  () -> redis.client().get("key"), down -> "503 " + down.cause().code())))
          .isInstanceOf(JedisException.class)
          .hasMessage("Could not get a resource from the pool");
      assertThat(monitor.report().status()).isEqualTo(Status.HEALTHY);
    }
  }

  private static int successes(HealthMonitor monitor) {
    return monitor.report().check("redis").orElseThrow().snapshot().tally().consecutiveSuccesses();
  }

  @Test
  void aGuardStillCallsTheWorkAfterTheEnd() {
    var monitor = start();
    DependencyGuard guard = monitor.guard("redis");
    monitor.close();
    monitor.close();

    assertThat(guard.call(() -> redis.client().get("key"), down -> "503")).isEqualTo("value");
    monitor.drain();
    assertThat(monitor.report().status()).isEqualTo(Status.DRAINING);
  }

  @Test
  void manyThreadsMayCloseAtOnce() throws InterruptedException {
    var monitor = start();
    Thread[] closing = new Thread[8];
    for (int i = 0; i < closing.length; i++) {
      closing[i] = new Thread(i % 2 == 0 ? monitor::close : redis::close);
      closing[i].start();
    }
    for (Thread each : closing) {
      each.join();
    }
    MonitorThreads.awaitNone();
  }

  @Test
  void aListenerMayCloseEverythingAndThrow() {
    var started = new CompletableFuture<HealthMonitor>();
    var closed = new CompletableFuture<Void>();
    var monitor = start(new HealthListener() {
      @Override
      public void checkChanged(HealthReport.Check check, Status from) {
        redis.close();
        started.join().close();
        closed.complete(null);
        throw new IllegalStateException("the listener of a test fails");
      }
    });
    started.complete(monitor);
    closed.join();
    monitor.close();
    assertThat(monitor.report().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void aThreadThatIsInterruptedClosesWithoutWaiting() {
    var monitor = start();
    Thread.currentThread().interrupt();
    monitor.close();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    redis.close();
    assertThat(Thread.interrupted()).isTrue();
  }
}
