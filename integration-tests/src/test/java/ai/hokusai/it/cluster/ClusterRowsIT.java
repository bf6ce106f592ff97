package ai.hokusai.it.cluster;

import static ai.hokusai.it.cluster.ClusterReport.ms;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.Topology;
import ai.hokusai.health.Status;
import ai.hokusai.it.cluster.ShardLoad.Call;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.redis.BlackHole;
import ai.hokusai.it.redis.ClusterSpec;
import ai.hokusai.it.redis.FakeCluster;
import ai.hokusai.it.redis.FakeCluster.Circle;
import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.it.redis.TlsCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults of a cluster under load, each with a bound for every call and the code that health reports. Each row runs with
 * a service that is told the topology and one that finds it out. The figures are in {@code target/cluster-rows.md}.
 */
@Tag("once")
final class ClusterRowsIT {
  private static final ClusterReport REPORT = new ClusterReport("cluster-rows.md");
  private static final String PASSWORD = "cluster-rows-4711-token";

  // The wait for a connection of the pool, one time-out of a read, and threads that wait for a
  // processor.
  private static final Duration LONGEST = Duration.ofMillis(500 + 1_000 + 250);
  private static final Duration SCHEDULING = Duration.ofMillis(250);
  private static final Duration UNAFFECTED = Duration.ofMillis(5);
  private static final Duration DETECTION = Bounds.DETECTION.plus(Bounds.TOLERANCE);
  private static final Duration RECOVERY = Bounds.RECOVERY.plus(Bounds.TOLERANCE);
  private static final List<Topology> TOPOLOGIES = List.of(Topology.AUTO, Topology.CLUSTER);

  // Its calls need no Redis: they are late by as much as this machine is busy.
  private static final ShardLoad CONTROL =
      new ShardLoad(List.of("control"), key -> LockSupport.parkNanos(1_000_000));

  @AfterAll
  static void write() throws IOException {
    CONTROL.close();
    REPORT.write();
  }

  /** One service for each topology, on the same cluster. */
  private static final class Services implements AutoCloseable {
    private final List<ClusterService> all = new ArrayList<>();

    static Services open(TlsCluster cluster) {
      return open(cluster, Map.of());
    }

    static Services open(TlsCluster cluster, Map<String, String> more) {
      var environment = new TreeMap<>(cluster.environment(0));
      environment.putAll(more);
      return open(cluster, LibraryUnderTest.settings(environment));
    }

    static Services open(TlsCluster cluster, RedisSettings settings) {
      var services = new Services();
      for (var topology : TOPOLOGIES) {
        services.all.add(ClusterService.open(
            topology.name().toLowerCase(Locale.ROOT), settings.withTopology(topology), cluster));
      }
      return services;
    }

    static Services openWarm(TlsCluster cluster) {
      var services = open(cluster);
      services.all.forEach(service -> service.await(Status.HEALTHY));
      services.all.forEach(ClusterService::awaitWarm);
      return services;
    }

    void each(Consumer<ClusterService> act) {
      all.forEach(act);
    }

    /** Ends the load; the value of each counter is the number of successes, or of some of the failures more. */
    void assertAppliedOnce(TlsCluster cluster, String row, String fault) {
      for (var service : all) {
        service.load().end().forEach((key, calls) -> {
          long successes = calls.stream().filter(call -> !call.failed()).count();
          long value = Long.parseLong(cluster.value(key));
          REPORT.add(
              row + " INCR " + key,
              fault,
              service,
              "%d succeeded, %d failed, value %d"
                  .formatted(successes, calls.size() - successes, value));
          assertThat(value).as(key).isBetween(successes, (long) calls.size());
        });
      }
    }

    @Override
    public void close() {
      all.forEach(ClusterService::close);
    }
  }

  private static String figures(Collection<Call> calls) {
    return "%d calls, %d rejected, p99 %s, longest %s, failed %s"
        .formatted(
            calls.size(),
            calls.stream().filter(ShardLoad.Call::isRejected).count(),
            ms(ShardLoad.p99(calls)),
            ms(ShardLoad.longest(calls)),
            ShardLoad.codes(calls));
  }

  private static void assertBounded(ClusterService service, long from) {
    assertThat(ShardLoad.longest(service.load().that(call -> call.began() >= from)))
        .as("the longest call of %s", service)
        .isLessThanOrEqualTo(LONGEST);
  }

  /** Calls of the other shards succeed, as fast as if nothing had happened. */
  private static void assertUnaffected(ClusterService service, long from, int shard) {
    var calls = service.load().since(from, service.countersBut(shard));
    assertThat(calls).hasSizeGreaterThan(20);
    assertThat(ShardLoad.codes(calls)).as("failures of other shards").isEmpty();
    assertFast(calls, from);
  }

  /** A call waits for threads of the service and of the server, each of which a busy machine may delay. */
  private static void assertFast(Collection<Call> calls, long from) {
    var busy = ShardLoad.p99(CONTROL.since(from, "control")).minusMillis(1);
    assertThat(ShardLoad.p99(calls))
        .as("p99 on a machine whose threads are %s late", ms(busy))
        .isLessThan(UNAFFECTED.plus(busy.multipliedBy(4)));
  }

  /** From now on, calls of the shard are rejected at once, but one a second where it replies with errors. */
  private static String rejects(ClusterService service, int shard) {
    long from = System.nanoTime();
    pass(Duration.ofSeconds(2));
    var calls = service.load().since(from, service.counter(shard));
    var tried = calls.stream().filter(call -> !call.isRejected()).toList();
    assertThat(calls).hasSizeGreaterThan(20);
    assertThat(tried).as("trials of %s in two seconds", service).hasSizeLessThanOrEqualTo(3);
    assertFast(calls.stream().filter(ShardLoad.Call::isRejected).toList(), from);
    return "from then on: %s; %d trials".formatted(figures(calls), tried.size());
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Awaitility.await()
        .atMost(time.plusSeconds(10))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> System.nanoTime() >= end);
  }

  /** Three primaries, each with a replica. */
  @Nested
  final class WithReplicas {
    private static TlsCluster cluster;

    @BeforeAll
    static void start() {
      cluster = TlsCluster.launch(ClusterSpec.of(3, 3).password(PASSWORD));
    }

    @AfterAll
    static void stop() {
      try {
        cluster.awaitNoClients();
      } finally {
        cluster.close();
      }
    }

    @Test
    void c1AFrozenPrimaryIsReplacedByItsReplica() {
      var fault = "SIGSTOP of a primary with a replica";
      try (var services = Services.openWarm(cluster)) {
        long slots = cluster.calls("cluster|slots");
        long from = System.nanoTime();
        cluster.freeze(0);
        try {
          Awaitility.await().until(() -> cluster.ownerOf(0) == 3);
          var server = Duration.ofNanos(System.nanoTime() - from);
          services.each(service -> {
            service.awaitSuccess(service.counter(0));
            long failed = service.load().since(from, service.counter(0)).stream()
                .filter(ShardLoad.Call::failed)
                .mapToLong(ShardLoad.Call::began)
                .findFirst()
                .orElse(from);
            var back =
                Duration.ofNanos(service.load().successSince(failed, service.counter(0)) - from);
            REPORT.add(
                "C1",
                fault,
                service,
                "that shard: %s; other shards: %s; back after %s, the server after %s"
                    .formatted(
                        figures(service.load().since(from, service.counter(0))),
                        figures(service.load().since(from, service.countersBut(0))),
                        ms(back),
                        ms(server)));
            assertBounded(service, from);
            assertThat(back).isLessThan(server.plus(LONGEST).plusSeconds(1));
            assertFast(service.load().since(from, service.countersBut(0)), from);
          });
          double seconds = (System.nanoTime() - from) / 1e9;
          assertThat(cluster.calls("cluster|slots") - slots)
              .as("CLUSTER SLOTS in %.1f s of two services", seconds)
              .isLessThanOrEqualTo(2 * (long) Math.ceil(seconds + 1));
        } finally {
          cluster.thaw(0);
          cluster.restorePrimaries();
        }
        services.each(service -> service.await(Status.HEALTHY));
      }
    }

    @Test
    void c3APlannedFailoverFailsNoCall() {
      try {
        change("C3", "planned CLUSTER FAILOVER", () -> {
          cluster.failOver(3);
          cluster.awaitOk();
        });
      } finally {
        cluster.restorePrimaries();
      }
    }

    @Test
    void c4AReshardFailsNoCall() {
      change("C4", "200 slots moved and moved back", () -> {
        cluster.move(0, 199, 0, 1);
        cluster.move(0, 199, 1, 0);
      });
    }

    private void change(String row, String fault, Runnable change) {
      try (var services = Services.openWarm(cluster)) {
        long from = System.nanoTime();
        change.run();
        services.each(service -> service.awaitSuccess(service.counter(0)));
        services.each(service -> {
          var calls = service.load().that(call -> call.began() >= from);
          REPORT.add(row, fault, service, figures(calls));
          // A primary that was promoted a moment ago may reply so itself, and runs nothing then.
          assertThat(ShardLoad.codes(calls).keySet())
              .as("failures of %s", service)
              .isSubsetOf("CLUSTER_DOWN");
          assertBounded(service, from);
        });
        services.assertAppliedOnce(cluster, row, fault);
      }
    }

    @Test
    void c13AUserWithoutClusterSlotsIsToldSo() {
      cluster.tellEach("ACL SETUSER limited on >limited-4711 ~* &* +@all -cluster|slots");
      try (var services = Services.open(
          cluster, Map.of("REDIS_USERNAME", "limited", "REDIS_AUTH_TOKEN", "limited-4711"))) {
        services.each(service ->
            assertFails("C13", "user without +cluster|slots", service, "CLUSTER_SLOTS_DENIED"));
      }
    }

    @Test
    void c16AWrongPasswordIsToldSo() {
      try (var services = Services.open(cluster, Map.of("REDIS_AUTH_TOKEN", "wrong-4711"))) {
        services.each(service -> assertFails("C16", "wrong password", service, "AUTH_FAILED"));
      }
    }
  }

  private static void assertFails(String row, String fault, ClusterService service, String code) {
    long from = System.nanoTime();
    var found = service.await(Status.UNHEALTHY, code);
    pass(Duration.ofMillis(200));
    var calls = service.load().that(call -> true);
    REPORT.add(
        row, fault, service, "health: %s after %s; %s".formatted(code, ms(found), figures(calls)));
    assertThat(found).isLessThan(DETECTION);
    assertThat(calls).isNotEmpty();
    assertBounded(service, from);
    assertThat(ShardLoad.codes(calls)).containsOnlyKeys(code);
  }

  /** Three primaries whose slots are served as far as their owners are there; a silent node is reported late. */
  @Nested
  final class WithoutReplicas {
    private static TlsCluster cluster;

    @BeforeAll
    static void start() {
      cluster = TlsCluster.launch(ClusterSpec.of(3, 0)
          .password(PASSWORD)
          .nodeTimeout(Duration.ofSeconds(15))
          .config("cluster-require-full-coverage no"));
    }

    @AfterAll
    static void stop() {
      cluster.close();
    }

    @Test
    void c2bAKilledPrimaryCostsItsOwnSlotsOnly() {
      var fault = "kill -9 of a primary, cluster-require-full-coverage no";
      try (var services = Services.openWarm(cluster)) {
        long from = System.nanoTime();
        cluster.kill(2);
        try {
          services.each(service -> {
            service.awaitWarning("SHARD_DOWN");
            var found = Duration.ofNanos(System.nanoTime() - from);
            var dead = service.load().since(from, service.counter(2));
            REPORT.add(
                "C2b",
                fault,
                service,
                "dead shard: %s; %s; other shards: %s; health: SHARD_DOWN after %s"
                    .formatted(
                        figures(dead),
                        rejects(service, 2),
                        figures(service.load().since(from, service.countersBut(2))),
                        ms(found)));
            assertThat(ShardLoad.longest(dead)).isLessThanOrEqualTo(SCHEDULING);
            assertUnaffected(service, from, 2);
            assertThat(found).isLessThan(DETECTION);
            assertThat(service.warnings()).doesNotContain("ANNOUNCED_ADDRESS_UNREACHABLE");
            assertThat(service.client().ping()).isEqualTo("PONG");
          });
        } finally {
          cluster.restart(2);
          cluster.awaitOk();
        }
        services.each(service -> {
          var back = service.awaitSuccess(service.counter(2));
          REPORT.add("C2b, restarted", fault, service, "back after " + ms(back));
          assertThat(back).isLessThan(RECOVERY);
          service.await(Status.HEALTHY);
        });
      }
    }

    @Test
    void c7AnAnnouncedPortThatDropsPacketsIsReported() throws IOException {
      var fault = "one node announces a port that drops packets";
      try (var hole = BlackHole.open(cluster.host(1))) {
        cluster.announcePort(1, hole.port());
        try (var services = Services.open(cluster)) {
          services.each(service -> {
            var found = service.awaitWarning("SHARD_DOWN");
            // Calls after the classes were loaded and the connections opened.
            service.awaitSuccess(service.countersBut(1));
            long from = System.nanoTime();
            pass(Duration.ofSeconds(2));
            reportShard("C7", fault, service, from, found, 1);
            REPORT.add("C7, later", fault, service, rejects(service, 1));
            service.awaitWarning("SHARD_DOWN");
            assertThat(service.warnings()).contains("ANNOUNCED_ADDRESS_UNREACHABLE");
          });
        } finally {
          cluster.announcePort(1, cluster.port());
        }
      }
    }

    @Test
    void aServiceThatUsesOnlyTheFrozenShardIsDegraded() {
      try (var service = ClusterService.open(
          "one shard", LibraryUnderTest.settings(cluster.environment(1)), new int[] {0, 99})) {
        service.await(Status.HEALTHY);
        service.awaitWarm();
        cluster.freeze(0);
        try {
          service.awaitWarning("SHARD_DOWN");
          Awaitility.await()
              .during(Duration.ofSeconds(4))
              .atMost(Duration.ofSeconds(6))
              .until(() -> service.snapshot().status() == Status.DEGRADED
                  && service.code().equals("SHARD_DOWN"));
        } finally {
          cluster.thaw(0);
        }
      }
    }

    private void reportShard(
        String row, String fault, ClusterService service, long from, Duration found, int shard) {
      REPORT.add(
          row,
          fault,
          service,
          "that shard: %s; other shards: %s; health: %s after %s"
              .formatted(
                  figures(service.load().since(from, service.counter(shard))),
                  figures(service.load().since(from, service.countersBut(shard))),
                  service.code(),
                  ms(found)));
      assertBounded(service, from);
      assertUnaffected(service, from, shard);
    }

    @Test
    void c8TwoFrozenPrimariesDelayNoCommandWithoutAKey() {
      var fault = "SIGSTOP of two primaries of three";
      try (var services = Services.openWarm(cluster)) {
        long from = System.nanoTime();
        cluster.freeze(1);
        cluster.freeze(2);
        try {
          services.each(service -> {
            long asked = System.nanoTime();
            for (int i = 0; i < 6; i++) {
              long began = System.nanoTime();
              var ignored = ShardLoad.codeOf(() -> service.client().ping());
              assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST);
            }
            var pings = Duration.ofNanos(System.nanoTime() - asked);
            service.awaitWarning("SHARD_DOWN");
            var found = Duration.ofNanos(System.nanoTime() - from);
            var calls = service.load().since(from, service.counter(0));
            REPORT.add(
                "C8",
                fault,
                service,
                "6 PINGs in %s; the other shard: %s; health: SHARD_DOWN after %s"
                    .formatted(ms(pings), figures(calls), ms(found)));
            assertBounded(service, from);
            assertThat(ShardLoad.codes(calls)).isEmpty();
            assertFast(calls, from);
            assertThat(found).isLessThan(DETECTION);
            REPORT.add("C8, later", fault, service, rejects(service, 1));
          });
        } finally {
          cluster.thaw(1);
          cluster.thaw(2);
        }
      }
    }

    @Test
    void c9AFrozenSeedDelaysNoStart() {
      var fault = "seed frozen at the start";
      var settings = LibraryUnderTest.settings(cluster.environment(0));
      cluster.freeze(0);
      try {
        long from = System.nanoTime();
        try (var services = Services.open(cluster, settings)) {
          var built = Duration.ofNanos(System.nanoTime() - from);
          services.each(service -> {
            service.await(Status.UNHEALTHY);
            REPORT.add(
                "C9",
                fault,
                service,
                "both built in %s; %s; health: %s"
                    .formatted(
                        ms(built), figures(service.load().that(call -> true)), service.code()));
            assertBounded(service, from);
          });
          // Classes are loaded and the authority is read.
          assertThat(built).isLessThan(Duration.ofSeconds(1));
        }
      } finally {
        cluster.thaw(0);
      }
    }

    @Test
    void c12UnassignedSlotsAreReportedAndTheOthersServed() {
      var fault = "3 of 16384 slots unassigned";
      cluster.unassign(100, 102);
      try (var services = Services.open(cluster)) {
        services.each(service -> {
          service.awaitSuccess(service.counter(0));
          service.awaitSuccess(service.countersBut(0));
          service.awaitWarning("SLOTS_UNCOVERED");
          var hole = ClusterService.key("hole", 100, 102);
          long began = System.nanoTime();
          var code = ShardLoad.codeOf(() -> service.client().get(hole));
          var took = Duration.ofNanos(System.nanoTime() - began);
          REPORT.add(
              "C12",
              fault,
              service,
              "a key of them: %s after %s; others: %s; health: %s"
                  .formatted(
                      code, ms(took), figures(service.load().that(call -> true)), service.code()));
          assertThat(code).isEqualTo("SLOTS_UNCOVERED");
          assertThat(took).isLessThan(SCHEDULING);
        });
      } finally {
        cluster.command(0, "CLUSTER ADDSLOTSRANGE 100 102");
        cluster.awaitSlots(TlsCluster.SLOTS);
      }
    }

    @Test
    void c15AFrozenNodeAppliesNothingTwice() {
      var fault = "node frozen twice for 1.6 s";
      try (var services = Services.openWarm(cluster)) {
        long from = System.nanoTime();
        for (int i = 0; i < 2; i++) {
          cluster.freeze(0);
          pass(Duration.ofMillis(1_600));
          cluster.thaw(0);
          services.each(service -> service.awaitSuccess(service.counter(0)));
        }
        services.each(service -> assertBounded(service, from));
        services.assertAppliedOnce(cluster, "C15", fault);
      }
    }
  }

  @Test
  void c2AKilledPrimaryOfAClusterThatRequiresAllSlots() {
    var fault = "kill -9 of a primary without a replica";
    try (var cluster = TlsCluster.launch(ClusterSpec.of(3, 0).password(PASSWORD));
        var services = Services.openWarm(cluster)) {
      long from = System.nanoTime();
      cluster.kill(2);
      services.each(service -> {
        service.await(Status.UNHEALTHY, "CLUSTER_DOWN");
        var found = Duration.ofNanos(System.nanoTime() - from);
        REPORT.add(
            "C2",
            fault,
            service,
            "dead shard: %s; other shards: %s; health: CLUSTER_DOWN after %s"
                .formatted(
                    figures(service.load().since(from, service.counter(2))),
                    figures(service.load().since(from, service.countersBut(2))),
                    ms(found)));
        assertBounded(service, from);
        assertThat(ShardLoad.longest(service.load().since(from, service.counter(2))))
            .isLessThanOrEqualTo(SCHEDULING);
      });
      cluster.restart(2);
      services.each(service -> service.await(Status.HEALTHY));
    }
  }

  @Test
  void c5AndC6CertificatesForOtherNames() {
    var spec = ClusterSpec.of(3, 0)
        .config("cluster-require-full-coverage no")
        .certificate(0, "cluster.example.test")
        .certificate(1, "cluster.example.test")
        .certificate(2, "other.example.test");
    try (var cluster = TlsCluster.launch(spec)) {
      var named = Map.of("REDIS_TLS_SERVER_NAME", "cluster.example.test");
      try (var services = Services.open(cluster)) {
        services.each(service -> assertFails(
            "C5", "announced by IP, certificate for a name", service, "TLS_HOSTNAME_MISMATCH"));
      }
      try (var services = Services.open(cluster, named)) {
        services.each(service -> {
          service.awaitWarning("SHARD_DOWN");
          service.awaitSuccess(service.countersBut(2));
          long from = System.nanoTime();
          pass(Duration.ofSeconds(1));
          var calls = service.load().since(from, service.counter(2));
          REPORT.add(
              "C6",
              "one node shows a certificate for another name",
              service,
              "that shard: %s; other shards: %s; health: %s"
                  .formatted(
                      figures(calls),
                      figures(service.load().since(from, service.countersBut(2))),
                      service.code()));
          assertThat(service.warnings()).contains("TLS_HOSTNAME_MISMATCH");
          assertBounded(service, from);
          // Their time is not judged: a handshake for each call of that shard takes the processors.
          assertThat(ShardLoad.codes(service.load().since(from, service.countersBut(2))))
              .isEmpty();
        });
      }
    }
  }

  @Test
  void c10AndC11AHostThatTheServerDoesNotKnow() {
    var spec = ClusterSpec.of(1, 0).config("cluster-preferred-endpoint-type unknown-endpoint");
    try (var cluster = TlsCluster.launch(spec)) {
      withOneShard(cluster, service -> {
        var first = service.awaitSuccess(service.counter(0));
        service.await(Status.HEALTHY);
        REPORT.add(
            "C10",
            "unknown-endpoint: the host is NULL",
            service,
            "first answer after %s; %s"
                .formatted(ms(first), figures(service.load().that(call -> true))));
      });
      cluster.tellEach("CONFIG SET cluster-preferred-endpoint-type hostname");
      withOneShard(
          cluster,
          service -> assertFails(
              "C11",
              "type hostname without a name: the host is ?",
              service,
              "ANNOUNCED_ADDRESS_INVALID"));
    }
  }

  private static void withOneShard(TlsCluster cluster, Consumer<ClusterService> act) {
    for (var topology : TOPOLOGIES) {
      var settings = LibraryUnderTest.settings(cluster.environment(0)).withTopology(topology);
      try (var service = ClusterService.open(
          topology.name().toLowerCase(Locale.ROOT), settings, new int[] {0, TlsCluster.SLOTS - 1
          })) {
        act.accept(service);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void c14MovedInCircles(Circle circle) throws IOException {
    for (var topology : TOPOLOGIES) {
      try (var cluster = FakeCluster.open(1);
          var service = ClusterService.open(
              topology.name().toLowerCase(Locale.ROOT),
              RedisSettings.of(cluster.host(0), cluster.port()).withTopology(topology),
              new int[] {0, 5_000},
              new int[] {5_001, 10_000},
              new int[] {10_001, TlsCluster.SLOTS - 1})) {
        service.await(Status.HEALTHY);
        service.awaitWarm();
        long slots = cluster.count("CLUSTER SLOTS");
        int opened = cluster.opened();
        long from = System.nanoTime();
        cluster.circle(circle);
        pass(Duration.ofSeconds(circle == Circle.ENDLESS ? 3 : 2));
        double seconds = (System.nanoTime() - from) / 1e9;
        long asked = cluster.count("CLUSTER SLOTS") - slots;
        var calls = service.load().that(call -> call.began() >= from);
        REPORT.add(
            "C14 " + circle,
            "circular MOVED",
            service,
            "%s; %d CLUSTER SLOTS and %d new connections in %.1f s"
                .formatted(figures(calls), asked, cluster.opened() - opened, seconds));
        assertThat(calls).isNotEmpty();
        assertBounded(service, from);
        assertThat(asked).isLessThanOrEqualTo((long) Math.ceil(seconds + 1));
        if (circle == Circle.ENDLESS) {
          assertThat(ShardLoad.codes(calls)).containsOnlyKeys("MOVED_IN_CIRCLES");
          // Ten attempts a second of one client, each with a connection for each call at that
          // moment.
          assertThat(cluster.opened() - opened).isLessThan((int) (10 * 3 * seconds) + 20);
        } else {
          assertThat(ShardLoad.codes(calls)).isEmpty();
        }
      }
    }
  }

  @Test
  void c16NobodyListens() {
    var settings = RedisSettings.of("127.0.0.1", LoopbackPort.free());
    for (var topology : TOPOLOGIES) {
      try (var service = ClusterService.open(
          topology.name().toLowerCase(Locale.ROOT),
          settings.withTopology(topology),
          new int[] {0, TlsCluster.SLOTS - 1})) {
        assertFails("C16b", "nothing listens", service, "CONNECT_REFUSED");
      }
    }
  }

  @Test
  void c16AStandaloneServer() {
    try (var server = RedisServer.launch(RedisSpec.plain())) {
      var settings = RedisSettings.of(server.host(), server.port());
      var all = new int[] {0, TlsCluster.SLOTS - 1};
      try (var service =
          ClusterService.open("cluster", settings.withTopology(Topology.CLUSTER), all)) {
        var found = service.await(Status.UNHEALTHY, "STANDALONE_MODE_MISMATCH");
        REPORT.add(
            "C16c",
            "standalone server",
            service,
            "health: %s after %s".formatted(service.code(), ms(found)));
        assertThat(found).isLessThan(DETECTION);
      }
      try (var service = ClusterService.open("auto", settings, all)) {
        service.await(Status.HEALTHY);
        service.awaitWarm();
        assertThat(ShardLoad.codes(service.load().that(call -> true))).isEmpty();
      }
    }
  }
}
