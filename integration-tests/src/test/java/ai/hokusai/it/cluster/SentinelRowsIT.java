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
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
  // A probe every 1.5 s contacts the sentinels; until then a former primary takes writes that get
  // lost.
  private static final Duration FOLLOWED = Duration.ofMillis(2_500);

  /** Complete between the tests. */
  private static TlsSentinels redis;

  @BeforeAll
  static void launch() {
    redis = TlsSentinels.launch();
  }

  @AfterAll
  static void close() throws IOException {
    redis.close();
    REPORT.write();
  }

  private static ClusterService open(TlsSentinels redis, Map<String, String> more) {
    var environment = redis.environment();
    environment.putAll(more);
    return ClusterService.open("sentinel", LibraryUnderTest.settings(environment), ALL_SLOTS);
  }

  /**
   * A failover under load.
   *
   * @param cause what causes it at this server
   * @param end what brings that server back
   */
  private static void assertFailsOver(
      String fault, Consumer<Integer> cause, Consumer<Integer> end) {
    var writes = new UniqueWrites();
    int primary = redis.primary();
    try (var service =
        ClusterService.open("sentinel", LibraryUnderTest.settings(redis.environment()), writes)) {
      service.await(Status.HEALTHY);
      service.awaitWarm();
      var key = service.counter(0);
      long from = System.nanoTime();
      cause.accept(primary);
      long moved = redis.awaitFailover(primary);
      service.awaitSuccess(key);
      var noticed = Duration.ofNanos(Math.max(0, service.load().successSince(moved, key) - moved));
      var back = Duration.ofNanos(System.nanoTime() - from);
      var healthy = service.await(Status.HEALTHY);
      // A former primary that works still is one by its own report for 8 s.
      end.accept(primary);
      service.awaitSuccess(key);
      redis.rejoin();
      writes.failedOver(from, moved + FOLLOWED.toNanos());
      var calls = service.load().end().getOrDefault(key, List.of());
      var during = calls.stream().filter(call -> call.began() >= from).toList();
      var longest = ShardLoad.longest(during);
      var applied = writes.assertAppliedOnce(redis, 1 - primary, key, calls);
      REPORT.add(
          fault,
          "primary",
          service,
          "usable after %s, %s after the sentinels; longest call %s; healthy %s later; failed %s; %s"
              .formatted(
                  ms(back),
                  ms(noticed),
                  ms(longest),
                  ms(healthy),
                  ShardLoad.codes(during),
                  applied));
      assertThat(noticed).isLessThanOrEqualTo(NOTICED.plus(LONGEST));
      assertThat(longest).isLessThanOrEqualTo(LONGEST);
    }
  }

  @Test
  void followsAFailoverAfterAKill() {
    redis.resetRefusedLogins();
    assertFailsOver("kill -9", redis::kill, redis::restart);
    assertThat(redis.refusedLogins()).as("passwords sent to the wrong server").isZero();
  }

  @Test
  void followsAFailoverAfterAFreeze() {
    assertFailsOver("SIGSTOP", redis::freeze, redis::thaw);
  }

  @Test
  void followsAFailoverThatWasRequested() {
    assertFailsOver("SENTINEL FAILOVER", primary -> redis.failOver(), redis::awaitDemotion);
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

  private static String codesOf(ClusterService service) {
    try {
      return service.client().ping();
    } catch (RuntimeException e) {
      return FaultClassifier.describe(e).code();
    }
  }

  @Test
  void degradesWhereAFailoverCouldNotBeFollowed() {
    try (var service = open(redis, Map.of("REDIS_SENTINEL_USERNAME", TlsSentinels.SENTINEL_USER))) {
      service.await(Status.HEALTHY);
      redis.replaceSentinelPassword("An0ther-password");
      var found = service.awaitWarning("SENTINEL_AUTH_FAILED");
      redis.replaceSentinelPassword(TlsSentinels.SENTINEL_PASSWORD);
      var back = service.await(Status.HEALTHY);
      REPORT.add(
          "password of the sentinels replaced",
          "sentinels",
          service,
          "warning after %s, healthy %s after its return".formatted(ms(found), ms(back)));
    }
  }

  /** Sentinels of its own: those that were frozen have stale data of the primary. */
  @Test
  void servesWhileTheSentinelsHangAndReportsItFromTheStart() {
    try (var redis = TlsSentinels.launch()) {
      try (var service = open(redis, Map.of())) {
        service.await(Status.HEALTHY);
        service.awaitWarm();
        long from = System.nanoTime();
        redis.freezeSentinels();
        var success = service.awaitSuccess(service.counter(0));
        var calls = service.load().that(call -> call.began() >= from);
        REPORT.add(
            "all sentinels SIGSTOP, primary known",
            "sentinels",
            service,
            "success after %s; failed %s".formatted(ms(success), ShardLoad.codes(calls)));
        assertThat(ShardLoad.codes(calls)).isEmpty();
      }
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
    redis.killMostSentinels();
    try {
      redis.awaitNoQuorum();
      try (var service = open(redis, Map.of())) {
        var found = service.awaitWarning("SENTINEL_NO_QUORUM");
        REPORT.add("2 of 3 sentinels dead", "sentinels", service, "warning after " + ms(found));
      }
    } finally {
      redis.restartSentinels();
      redis.rejoin();
    }
  }
}
