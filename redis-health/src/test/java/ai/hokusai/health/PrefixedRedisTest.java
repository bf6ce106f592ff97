package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Verdict;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Redis whose variables have a prefix: every remedy names the variables that are read. */
@Timeout(60)
final class PrefixedRedisTest {
  private static final Naming SESSIONS = Naming.prefixed("SESSIONS_");
  private static final Pattern UNPREFIXED = Pattern.compile("\\bREDIS_[A-Z_]+");
  private static final Schedule FAST =
      Schedule.every(Duration.ofMillis(20)).withDeadline(Duration.ofSeconds(10));

  @ParameterizedTest
  @EnumSource(Fault.class)
  void isNamedInEachFault(Fault fault) {
    Cause named = fault.named(SESSIONS);

    assertThat(Fault.of(named)).isEqualTo(fault);
    assertThat(named.message() + named.remedy()).doesNotContainPattern(UNPREFIXED);
    assertThat((named.message() + named.remedy()).replace("SESSIONS_", ""))
        .isEqualTo(fault.message() + fault.remedy());
    assertThat(named.named(SESSIONS)).isEqualTo(named);
    assertThat(fault.named(Naming.PLAIN)).isSameAs(fault);
  }

  @Test
  void isNamedWhereItRefusesTheToken() throws InterruptedException {
    String refusal = "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
    try (var fake = FakeRedis.start(FakeRedis::wellBehaved)) {
      fake.answer(name -> name.equals("AUTH") || name.equals("HELLO") ? refusal : "+PONG\r\n");
      RedisSettings settings = RedisConfig.resolveAll(
              Map.of(
                  "SESSIONS_REDIS_URL",
                  "redis://127.0.0.1:" + fake.port(),
                  "SESSIONS_REDIS_AUTH_TOKEN",
                  TestSettings.PASSWORD),
              "SESSIONS_")
          .values()
          .iterator()
          .next()
          .settingsOrThrow();

      assertThat(firstCause(settings))
          .extracting(Cause::code, Cause::remedy)
          .containsExactly(
              "AUTH_FAILED",
              "set SESSIONS_REDIS_AUTH_TOKEN to the current token; it may have been rotated");
    }
  }

  @Test
  void isNamedWhereNothingListens() throws Exception {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    RedisSettings settings = TestSettings.plain(port).withNaming(SESSIONS);

    assertThat(firstCause(settings).remedy())
        .isEqualTo(
            "check that Redis runs, and the port in SESSIONS_REDIS_URL or SESSIONS_REDIS_PORT");
    try (var redis = RedisHealth.of(settings, "orders")) {
      ProbeReport report = redis.probeOnce(Duration.ofSeconds(10), stage -> {});
      assertThat(Objects.requireNonNull(report.cause()).remedy())
          .isEqualTo(
              "check that Redis runs, and the port in SESSIONS_REDIS_URL or SESSIONS_REDIS_PORT");
    }
  }

  @Test
  void isNamedInTheVerdictOnRequests() throws InterruptedException {
    try (var fake = FakeRedis.start(FakeRedis::wellBehaved);
        var redis =
            RedisHealth.of(TestSettings.plain(fake.port()).withNaming(SESSIONS), "orders")) {
      BlockingQueue<Status> healthy = new LinkedBlockingQueue<>();
      BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
      var listener = new HealthListener() {
        @Override
        public void checkChanged(HealthReport.Check check, Status from) {
          healthy.add(check.snapshot().status());
        }

        @Override
        public void requestsChanged(
            HealthReport.Check check, Operation operation, Verdict verdict) {
          verdicts.add(verdict);
        }
      };
      try (var monitor = HealthMonitor.builder()
          .add(Dependency.of("sessions", redis).withSchedule(FAST))
          .listener(listener)
          .start()) {
        assertThat(healthy.poll(20, TimeUnit.SECONDS)).isEqualTo(Status.HEALTHY);
        // Requests of the second in which the monitor starts may not count.
        Verdict verdict = null;
        for (int i = 0; i < 1_000 && verdict == null; i++) {
          redis.traffic().record(Operation.WRITE, Fault.READONLY_REPLICA, 1);
          verdict = verdicts.poll(20, TimeUnit.MILLISECONDS);
        }
        assertThat(
                Objects.requireNonNull(Objects.requireNonNull(verdict).cause()).remedy())
            .startsWith("use the primary endpoint in SESSIONS_REDIS_URL or SESSIONS_REDIS_HOST");
        assertThat(monitor.report().cause())
            .hasValueSatisfying(cause -> assertThat(cause.remedy()).contains("SESSIONS_REDIS_URL"));
      }
    }
  }

  private static Cause firstCause(RedisSettings settings) throws InterruptedException {
    BlockingQueue<HealthSnapshot> seen = new LinkedBlockingQueue<>();
    try (var redis = RedisHealth.of(settings, "orders");
        var monitor = HealthMonitor.builder()
            .add(Dependency.of("sessions", redis).withSchedule(FAST))
            .listener(new HealthListener() {
              @Override
              public void checkChanged(HealthReport.Check check, Status from) {
                seen.add(check.snapshot());
              }
            })
            .start()) {
      HealthSnapshot first = Objects.requireNonNull(seen.poll(20, TimeUnit.SECONDS));
      assertThat(monitor.report().checks()).hasSize(1);
      return Objects.requireNonNull(first.cause());
    }
  }
}
