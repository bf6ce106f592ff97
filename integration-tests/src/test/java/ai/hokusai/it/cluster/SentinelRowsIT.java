package ai.hokusai.it.cluster;

import static ai.hokusai.it.cluster.ClusterReport.ms;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Status;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.redis.TlsCluster;
import ai.hokusai.it.redis.TlsSentinels;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Faults of a primary behind sentinels, and of the sentinels, with the times within which the library has to find and
 * leave them. The sentinels report a silent primary after 2 s.
 */
final class SentinelRowsIT {
  private static final int[] ALL_SLOTS = {0, TlsCluster.SLOTS - 1};
  private static final ClusterReport REPORT = new ClusterReport("sentinel-rows.md");
  // Pool wait and read time-out, and what this machine adds.
  private static final Duration LONGEST = Duration.ofMillis(1_800);
  private static final Duration NOTICED = Duration.ofSeconds(1);
  // Silence of 2 s, the votes, and the promotion.
  private static final Duration BACK = Duration.ofSeconds(9);

  @AfterAll
  static void write() throws IOException {
    REPORT.write();
  }

  private static ClusterService open(TlsSentinels redis, Map<String, String> more) {
    var environment = redis.environment();
    environment.putAll(more);
    return ClusterService.open("sentinel", LibraryUnderTest.settings(environment), ALL_SLOTS);
  }

  private static void with(Consumer<ClusterService> act, TlsSentinels redis) {
    try (var service = open(redis, Map.of())) {
      service.await(Status.HEALTHY);
      service.awaitWarm();
      act.accept(service);
    }
  }

  /** Waits until the sentinels report another server and that says so, and returns the time on the monotonic clock. */
  private static long failedOver(TlsSentinels redis, int before) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (redis.primary() == before || !redis.isPrimary(1 - before)) {
      assertThat(System.nanoTime()).as("the sentinels fail over").isLessThan(end);
    }
    return System.nanoTime();
  }

  private static void assertFailsOver(String fault, TlsSentinels redis, Consumer<Integer> cause) {
    with(
        service -> {
          int primary = redis.primary();
          long from = System.nanoTime();
          cause.accept(primary);
          long moved = failedOver(redis, primary);
          var success = service.awaitSuccess(service.counter(0));
          var noticed = Duration.ofNanos(
              Math.max(0, service.load().successSince(moved, service.counter(0)) - moved));
          var back = Duration.ofNanos(System.nanoTime() - from);
          var healthy = service.await(Status.HEALTHY);
          var longest = ShardLoad.longest(service.load().that(call -> call.began() >= from));
          REPORT.add(
              fault,
              "primary",
              service,
              "usable after %s, %s after the sentinels; longest call %s; healthy %s later; failed %s"
                  .formatted(
                      ms(back),
                      ms(noticed),
                      ms(longest),
                      ms(healthy),
                      ShardLoad.codes(service.load().that(call -> call.began() >= from))));
          assertThat(success).isNotNull();
          assertThat(noticed).isLessThanOrEqualTo(NOTICED.plus(LONGEST));
          assertThat(back).isLessThanOrEqualTo(BACK);
          assertThat(longest).isLessThanOrEqualTo(LONGEST);
        },
        redis);
  }

  @Test
  void followsAFailoverAfterAKill() {
    try (var redis = TlsSentinels.launch()) {
      assertFailsOver("kill -9", redis, redis::kill);
      assertThat(redis.refusedLogins()).as("passwords sent to the wrong server").isZero();
    }
  }

  @Test
  void followsAFailoverAfterAFreeze() {
    try (var redis = TlsSentinels.launch()) {
      assertFailsOver("SIGSTOP", redis, redis::freeze);
    }
  }

  @Test
  void followsAFailoverThatWasRequested() {
    try (var redis = TlsSentinels.launch()) {
      assertFailsOver("SENTINEL FAILOVER", redis, primary -> redis.failOver());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS_SENTINEL_MASTER, payments, MASTER_NAME_UNKNOWN",
    "REDIS_SENTINEL_PASSWORD, '', SENTINEL_AUTH_FAILED",
    "REDIS_SENTINEL_PASSWORD, Wr0ng-password, SENTINEL_AUTH_FAILED",
    "REDIS_SENTINEL_TLS_ENABLED, false, SENTINEL_UNREACHABLE",
    "REDIS_SENTINELS, servers, REDIS_INSTEAD_OF_SENTINEL",
    "REDIS_SENTINELS, 127.0.0.1:1, SENTINEL_UNREACHABLE",
    "REDIS_AUTH_TOKEN, Wr0ng-password, AUTH_FAILED"
  })
  void namesWhatIsWrong(String variable, String value, String code) {
    try (var redis = TlsSentinels.launch()) {
      var changed = value.equals("servers") ? redis.servers() : value;
      var more = value.equals("servers")
          ? Map.of(variable, changed, "REDIS_SENTINEL_PASSWORD", TlsSentinels.PASSWORD)
          : Map.of(variable, changed);
      try (var service = open(redis, more)) {
        var found = service.await(Status.UNHEALTHY, code);
        long began = System.nanoTime();
        var codes = codesOf(service);
        var took = Duration.ofNanos(System.nanoTime() - began);
        REPORT.add(
            variable + "=" + (value.isEmpty() ? "(none)" : value),
            code,
            service,
            "%s after %s; a call says so after %s".formatted(code, ms(found), ms(took)));
        assertThat(codes).isEqualTo(code);
        assertThat(took).isLessThanOrEqualTo(LONGEST);
        assertThat(service.snapshot().toString()).doesNotContain(TlsSentinels.PASSWORD);
      }
    }
  }

  private static String codesOf(ClusterService service) {
    try {
      return service.client().ping();
    } catch (RuntimeException e) {
      return FaultClassifier.describe(e).code();
    }
  }

  @Test
  void servesWhileTheSentinelsHang() {
    try (var redis = TlsSentinels.launch()) {
      with(
          service -> {
            long from = System.nanoTime();
            redis.freezeSentinels();
            var success = service.awaitSuccess(service.counter(0));
            redis.thawSentinels();
            var calls = service.load().that(call -> call.began() >= from);
            REPORT.add(
                "all sentinels SIGSTOP, primary known",
                "sentinels",
                service,
                "success after %s; failed %s".formatted(ms(success), ShardLoad.codes(calls)));
            assertThat(ShardLoad.codes(calls)).isEmpty();
          },
          redis);
    }
  }

  @Test
  void reportsSentinelsThatHangFromTheStart() {
    try (var redis = TlsSentinels.launch()) {
      redis.freezeSentinels();
      try (var service = open(redis, Map.of())) {
        var found = service.await(Status.UNHEALTHY, "SENTINEL_UNREACHABLE");
        var longest = ShardLoad.longest(service.load().that(call -> true));
        redis.thawSentinels();
        var back = service.await(Status.HEALTHY);
        REPORT.add(
            "all sentinels SIGSTOP at the start",
            "sentinels",
            service,
            "found after %s, longest call %s, healthy %s after they continue"
                .formatted(ms(found), ms(longest), ms(back)));
        assertThat(longest).isLessThanOrEqualTo(LONGEST);
      }
    }
  }

  @Test
  void warnsWhereNoFailoverIsPossible() {
    try (var redis = TlsSentinels.launch()) {
      redis.killMostSentinels();
      try (var service = open(redis, Map.of())) {
        var found = service.awaitWarning("SENTINEL_NO_QUORUM");
        REPORT.add("2 of 3 sentinels dead", "sentinels", service, "warning after " + ms(found));
      }
    }
  }
}
