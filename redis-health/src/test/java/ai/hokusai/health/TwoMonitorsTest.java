package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.schedule.Thresholds;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.MonitorThreads;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.traffic.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two monitors in one process, with the same names of checks. */
@Timeout(60)
final class TwoMonitorsTest {
  private static final Pattern THREAD = Pattern.compile("redis-health-(\\d+)-(.*)");
  private static final Schedule FAST = Schedule.every(Duration.ofMillis(20))
      .withDeadline(Duration.ofSeconds(30))
      .withThresholds(new Thresholds(1, 1));

  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void endChecks() throws InterruptedException {
    over.countDown();
    MonitorThreads.awaitNone();
  }

  @Test
  void theirThreadsHaveTheNumberOfTheMonitor() {
    try (var first = hanging();
        var second = hanging()) {
      while (MonitorThreads.count("check-redis") < 2) {
        Thread.onSpinWait();
      }
      var tasks = Thread.getAllStackTraces().keySet().stream()
          .map(thread -> THREAD.matcher(thread.getName()))
          .filter(Matcher::matches)
          .collect(Collectors.groupingBy(
              each -> each.group(1),
              Collectors.mapping(each -> each.group(2), Collectors.toSet())));
      assertThat(tasks.values())
          .containsExactly(Set.of("monitor", "check-redis"), Set.of("monitor", "check-redis"));
      assertThat(first.report()).isNotSameAs(second.report());
    }
  }

  private HealthMonitor hanging() {
    return HealthMonitor.builder()
        .add(Dependency.of("redis", () -> {
              over.await();
              return Optional.empty();
            })
            .withSchedule(FAST))
        .start();
  }

  @Test
  void eachHasItsOwnRedisPoolCountsAndEnd() {
    try (var cache = FakeRedis.startWith("GET", "$5\r\nvalue\r\n");
        var sessions = FakeRedis.start(FakeRedis::wellBehaved);
        var sessionsRedis = RedisHealth.of(TestSettings.plain(sessions.port()), "orders");
        var second = monitor(sessionsRedis)) {
      var cacheRedis = RedisHealth.of(TestSettings.plain(cache.port()), "orders");
      var first = monitor(cacheRedis);
      awaitStatus(first, Status.HEALTHY);
      awaitStatus(second, Status.HEALTHY);
      assertThat(first.guard("redis").call(() -> cacheRedis.client().get("key"), down -> "down"))
          .isEqualTo("value");
      assertThat(cacheRedis.check().poolUsage().orElseThrow().idle()).isEqualTo(1);
      assertThat(sessionsRedis.check().poolUsage().orElseThrow().idle()).isZero();
      assertThat(List.of(cacheRedis, sessionsRedis))
          .extracting(each -> each.traffic().totals().count(Operation.READ, null))
          .containsExactly(1L, 0L);

      sessions.shutDown();
      awaitStatus(second, Status.UNHEALTHY);
      assertThat(first.report().status()).isEqualTo(Status.HEALTHY);

      first.close();
      cacheRedis.close();
      assertThat(MonitorThreads.count("monitor")).isEqualTo(1);
      assertThat(second.report().cause())
          .hasValueSatisfying(cause ->
              assertThat(Fault.of(cause)).isIn(Fault.CONNECT_REFUSED, Fault.CONNECTION_CLOSED));
    }
  }

  private static HealthMonitor monitor(RedisHealth redis) {
    return HealthMonitor.builder()
        .add(Dependency.of("redis", redis).withSchedule(FAST))
        .start();
  }

  private static void awaitStatus(HealthMonitor monitor, Status status) {
    while (monitor.report().status() != status) {
      Thread.onSpinWait();
    }
  }
}
