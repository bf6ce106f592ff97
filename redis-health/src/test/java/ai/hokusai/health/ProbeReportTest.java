package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.Mischief;
import ai.hokusai.health.testing.MonitorThreads;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.testing.TestTls;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One look at a Redis, for a caller that waits. */
@Timeout(30)
final class ProbeReportTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Set<Stage> told = ConcurrentHashMap.newKeySet();

  @Test
  void keepsEveryValueThatIsNotReplaced() {
    Trace trace = Trace.of(new IllegalStateException());
    RedisFacts facts = RedisFacts.NONE.withVersion("7.0.15");
    List<UnaryOperator<ProbeReport>> changes = List.of(
        report -> report.withTrace(trace),
        report -> report.withWarnings(List.of(Fault.AUTH_NOT_NEEDED)),
        report -> report.withFacts(facts));

    ProbeReport report = ProbeReport.failure(Fault.LOADING, Stage.PING, LONG);
    assertThat(report).isNotEqualTo(ProbeReport.success(LONG)).hasToString("LOADING in PING");
    assertThat(ProbeReport.success(LONG)).hasToString("success");
    for (UnaryOperator<ProbeReport> change : changes) {
      ProbeReport changed = change.apply(report);
      assertThat(changed).isNotEqualTo(report).isEqualTo(change.apply(report));
      assertThat(changed).hasSameHashCodeAs(change.apply(report));
      report = changed;
    }

    assertThat(report.cause()).isEqualTo(Fault.LOADING);
    assertThat(report.failedStage()).isEqualTo(Stage.PING);
    assertThat(report.trace()).isEqualTo(trace);
    assertThat(report.warnings()).containsExactly(Fault.AUTH_NOT_NEEDED);
    assertThat(report.facts()).isEqualTo(facts);
    assertThat(report.duration()).isEqualTo(LONG);
  }

  @Test
  void reportsEachStageOfAPlaintextConnection() throws InterruptedException {
    try (var fake = FakeRedis.start(FakeRedis::wellBehaved)) {
      ProbeReport found = examine(TestSettings.plain(fake.port()), RedisOptions.DEFAULT, LONG);

      assertThat(found.cause()).isNull();
      assertThat(found.failedStage()).isNull();
      assertThat(found.warnings()).isEmpty();
      assertThat(found.facts().durations())
          .containsOnlyKeys(Stage.DNS, Stage.TCP, Stage.AUTH, Stage.PING, Stage.HELLO);
      assertThat(found.facts().role()).isEqualTo(RedisFacts.Role.MASTER);
      MonitorThreads.awaitNone();
    }
  }

  @Test
  void warnsOfACertificateThatEndsSoon() throws InterruptedException {
    var tls = new TestTls();
    try (var server = Mischief.start(tls.serving(FakeRedis.speaking(FakeRedis::wellBehaved)))) {
      ProbeReport found = examine(
          TestSettings.tls(server.port(), tls.client()),
          RedisOptions.DEFAULT.withCanary(true),
          LONG);

      assertThat(found.cause()).isNull();
      assertThat(found.warnings()).containsExactly(Fault.TLS_CERTIFICATE_EXPIRING);
      assertThat(found.facts().durations().keySet())
          .isEqualTo(EnumSet.complementOf(EnumSet.of(
              Stage.SENTINELS, Stage.MASTER, Stage.IDENTITY, Stage.SLOTS, Stage.SHARDS)));
    }
  }

  @Test
  void namesTheStageThatFailed() throws InterruptedException {
    try (var fake = FakeRedis.startWith("PING", "-LOADING Redis is loading\r\n")) {
      ProbeReport found = examine(TestSettings.plain(fake.port()), RedisOptions.DEFAULT, LONG);

      assertThat(found.cause()).isEqualTo(Fault.LOADING);
      assertThat(found.failedStage()).isEqualTo(Stage.PING);
    }
  }

  @Test
  void reportsTlsIfTheServerRequiresItAndClosesTheConnection() throws InterruptedException {
    var tls = new TestTls();
    try (var server = Mischief.start(tls.serving(FakeRedis.speaking(FakeRedis::wellBehaved)))) {
      ProbeReport found = examine(TestSettings.plain(server.port()), RedisOptions.DEFAULT, LONG);

      assertThat(found.cause()).isEqualTo(Fault.TLS_REQUIRED_BY_SERVER);
      assertThat(found.failedStage()).isEqualTo(Stage.TLS);
    }
  }

  @Test
  void stopsAtTheDeadlineAndReportsTheHungStage() throws InterruptedException {
    try (var fake = FakeRedis.startWith(FakeRedis.HELLO_ALONE, null)) {
      ProbeReport found = examine(TestSettings.plain(fake.port()), RedisOptions.DEFAULT, SHORT);

      assertThat(found.cause()).isEqualTo(Fault.READ_TIMEOUT);
      assertThat(found.failedStage()).isEqualTo(Stage.HELLO);
      // The deadline began a moment before the look itself.
      assertThat(found.duration()).isBetween(SHORT.dividedBy(2), SHORT.plusSeconds(2));
      assertThat(told).contains(Stage.HELLO);
      MonitorThreads.awaitNone();
    }
  }

  @Test
  void pingsOverThePool() throws InterruptedException {
    try (var fake = FakeRedis.start(FakeRedis::wellBehaved);
        var redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders")) {
      assertThat(redis.probePool(LONG).cause()).isNull();

      fake.answer(name -> "-LOADING Redis is loading the dataset in memory\r\n");
      assertThat(redis.probePool(LONG).cause()).isEqualTo(Fault.LOADING);
    }
  }

  @Test
  void waitsForThePoolNoLongerThanTheDeadline() throws InterruptedException {
    try (var fake = FakeRedis.start(name -> null);
        var redis = RedisHealth.of(TestSettings.plain(fake.port()), "orders")) {
      ProbeReport found = redis.probePool(SHORT);

      assertThat(found.cause()).isEqualTo(Fault.READ_TIMEOUT);
      assertThat(found.failedStage()).isNull();
      // The deadline began a moment before the look itself.
      assertThat(found.duration()).isBetween(SHORT.dividedBy(2), SHORT.plusSeconds(2));
    }
  }

  @Test
  void refusesADeadlineThatIsNone() {
    try (var redis = RedisHealth.of(TestSettings.plain(1), "orders")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> redis.probeOnce(Duration.ZERO, stage -> {}))
          .withMessage("a deadline is positive");
      assertThatIllegalArgumentException().isThrownBy(() -> redis.probePool(Duration.ofMillis(-1)));
    }
  }

  private ProbeReport examine(RedisSettings settings, RedisOptions options, Duration deadline)
      throws InterruptedException {
    try (var redis = RedisHealth.of(settings, "orders", options)) {
      return redis.probeOnce(deadline, told::add);
    }
  }
}
