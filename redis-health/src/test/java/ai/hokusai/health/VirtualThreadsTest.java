package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The monitor where all of its threads are virtual, on a JDK that has them. */
@Timeout(60)
final class VirtualThreadsTest {
  private static final Schedule FAST =
      Schedule.every(Duration.ofMillis(20)).withDeadline(Duration.ofSeconds(10));

  @Test
  void probesNotifiesAndEndsOnVirtualThreads() throws InterruptedException {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with JDK 21");
    ThreadFactory virtual = virtualThreads();
    List<Thread> threads = new CopyOnWriteArrayList<>();
    var told = new CountDownLatch(2);
    try (var fake = FakeRedis.start(FakeRedis::wellBehaved);
        var redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders");
        var monitor = HealthMonitor.builder()
            .add(Dependency.of("redis", redis).withSchedule(FAST))
            .add(Dependency.of("hangs", VirtualThreadsTest::hang)
                .optional()
                .withSchedule(FAST.withDeadline(Duration.ofMillis(20))))
            .threads(task -> {
              Thread thread = virtual.newThread(task);
              threads.add(thread);
              return thread;
            })
            .listener(new HealthListener() {
              @Override
              public void checkChanged(HealthReport.Check check, Status from) {
                told.countDown();
              }
            })
            .start()) {
      told.await();
      while (monitor.report().status() != Status.DEGRADED) {
        Thread.onSpinWait();
      }
      assertThat(snapshot(monitor, "redis").status()).isEqualTo(Status.HEALTHY);
      assertThat(monitor.guard("redis").call(() -> redis.client().ping(), refusal -> "refused"))
          .isEqualTo("PONG");
    }
    for (Thread thread : threads) {
      thread.join(1_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  private static Optional<Cause> hang() throws InterruptedException {
    new CountDownLatch(1).await();
    return Optional.empty();
  }

  private static HealthSnapshot snapshot(HealthMonitor monitor, String name) {
    return monitor.report().check(name).orElseThrow().snapshot();
  }

  /** {@code Thread.ofVirtual().factory()}, which the release of this build does not know. */
  private static ThreadFactory virtualThreads() {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      return (ThreadFactory) type.getMethod("factory").invoke(builder);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
