package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.MonitorThreads;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.traffic.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RedisCheckTest {
  private static final Schedule FAST = Schedule.every(Duration.ofMillis(20))
      .withFresh(Duration.ofMillis(20))
      .withDeadline(Duration.ofSeconds(10));

  @Test
  void probesOnOneKeptConnectionAndOnNewOnes() throws InterruptedException {
    try (var fake = FakeRedis.start(FakeRedis::wellBehaved)) {
      var check = RedisCheck.of(TestSettings.plain(fake.port()), "orders");
      assertThat(fake.connections()).isZero();

      try (var monitor = monitor(check)) {
        // Only new connections send DBSIZE.
        while (fake.commands().stream().filter(List.of("DBSIZE")::equals).count() < 2) {
          Thread.onSpinWait();
        }
        assertThat(monitor.report().status()).isEqualTo(Status.HEALTHY);
        assertThat(fake.sawFarewell()).isTrue();
      }
      MonitorThreads.awaitNone();
    }
  }

  @Test
  void countsTheRequestsOfTheGuardAndTheConnectionsOfAPool() {
    try (var fake = FakeRedis.startWith("GET", "$5\r\nvalue\r\n")) {
      var check = RedisCheck.of(TestSettings.plain(fake.port()), "orders");
      try (var pool = RedisHealth.of(check);
          var monitor = monitor(check)) {
        assertThat(pool.check()).isSameAs(check);

        String value =
            monitor.guard("redis").call(() -> pool.client().get("key"), down -> "refused");

        assertThat(value).isEqualTo("value");
        assertThat(check.traffic().totals().count(Operation.READ, null)).isEqualTo(1);
        assertThat(check.traffic().totals().count(Operation.CONNECT, null)).isEqualTo(1);
      }
    }
  }

  @Test
  void usesReplacedCredentialsInProbesAndInThePool() throws InterruptedException {
    try (var fake = FakeRedis.start(FakeRedis::wellBehaved)) {
      var check = RedisCheck.of(TestSettings.plain(fake.port()), "orders");
      try (var pool = RedisHealth.of(check)) {
        check.replaceCredentials("app", Secret.of("a-newer-token-4711"));

        ProbeReport report = check.probeOnce(Duration.ofSeconds(10), stage -> {});
        String pong = pool.client().ping();

        assertThat(report).hasToString("success");
        assertThat(pong).isEqualTo("PONG");
        assertThat(fake.commands().stream().filter(each -> each.contains("a-newer-token-4711")))
            .hasSize(2);
      }
    }
  }

  @Test
  void reportsTheStagesOfOneProbe() throws InterruptedException {
    BlockingQueue<Stage> stages = new LinkedBlockingQueue<>();
    try (var fake = FakeRedis.start(name -> null)) {
      var check = RedisCheck.of(TestSettings.plain(fake.port()), "orders");

      ProbeReport report = check.probeOnce(Duration.ofMillis(300), stages::add);

      assertThat(report).hasToString("READ_TIMEOUT in AUTH");
      assertThat(stages.poll(10, TimeUnit.SECONDS)).isEqualTo(Stage.AUTH);
    }
  }

  @Test
  void refusesAServiceNameThatRedisWouldNotTake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisCheck.of(TestSettings.plain(1), "two words"))
        .withMessage("a service name is printable ASCII without blanks");
  }

  private static HealthMonitor monitor(RedisCheck check) {
    return HealthMonitor.builder()
        .add(Dependency.of("redis", check).withSchedule(FAST))
        .start();
  }
}
