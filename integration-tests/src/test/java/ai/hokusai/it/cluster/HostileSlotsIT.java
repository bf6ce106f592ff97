package ai.hokusai.it.cluster;

import static ai.hokusai.it.cluster.ClusterReport.ms;
import static ai.hokusai.it.redis.SlotsReply.bulk;
import static ai.hokusai.it.redis.SlotsReply.range;
import static ai.hokusai.it.redis.SlotsReply.rangeOfNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.Status;
import ai.hokusai.it.redis.FakeCluster;
import ai.hokusai.it.redis.SlotsReply;
import ai.hokusai.it.redis.TlsCluster;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies to CLUSTER SLOTS that no server should send, and clusters of 90 and 500 primaries. */
@Tag("once")
final class HostileSlotsIT {
  private static final ClusterReport REPORT = new ClusterReport("cluster-slots.md");
  private static final Duration LONGEST = Duration.ofMillis(500 + 1_000 + 250);
  private static final int[] ALL = {0, TlsCluster.SLOTS - 1};
  private static final int AT_ONCE = 10;
  private static final int LANES = 16;
  private static final int MANY = 20;
  // One of the probe, one of a fresh probe, and those of the pool.
  private static final int OF_ONE = 6;
  private static final int CYCLES = 3;
  // For what other threads of this JVM open; a leak would show sixty times.
  private static final int NOISE = 10;
  // The monitor, its probe, and those of the pools.
  private static final int OTHER_THREADS = 6;
  private static final int LAST = TlsCluster.SLOTS - 1;

  @AfterAll
  static void write() throws IOException {
    REPORT.write();
  }

  /** The replies of a cluster of one primary, by name. */
  private static Map<String, SlotsReply> replies(FakeCluster cluster) {
    var host = cluster.host(0);
    int port = cluster.port();
    var replies = new TreeMap<String, SlotsReply>();
    replies.put("50 MB", SlotsReply.large(700_000, range(0, LAST, host, port)));
    replies.put("10^6 numbers", SlotsReply.large(1_000_000, ":1\r\n"));
    replies.put("2^31 elements", SlotsReply.raw("*2147483647\r\n"));
    replies.put("2^63 elements", SlotsReply.raw("*9223372036854775808\r\n"));
    replies.put("a text of 2 GB", SlotsReply.raw("$2147483647\r\n"));
    replies.put("port -1", SlotsReply.of(range(0, LAST, host, -1)));
    replies.put("port 0", SlotsReply.of(range(0, LAST, host, 0)));
    replies.put("port 70000", SlotsReply.of(range(0, LAST, host, 70_000)));
    replies.put("port 2^40", SlotsReply.of(range(0, LAST, host, 1L << 40)));
    replies.put("host ?", SlotsReply.of(range(0, LAST, "?", port)));
    replies.put("host of 300 characters", SlotsReply.of(range(0, LAST, "h".repeat(300), port)));
    replies.put("host with a line break", SlotsReply.of(range(0, LAST, "h\r\nSET a b", port)));
    replies.put("negative slots", SlotsReply.of(range(-5, LAST, host, port)));
    replies.put("slot 16384", SlotsReply.of(range(0, LAST + 1, host, port)));
    replies.put("first after last", SlotsReply.of(range(LAST, 0, host, port)));
    replies.put("slots of 64 bits", SlotsReply.of(range(0, Long.MAX_VALUE, host, port)));
    replies.put(
        "slots of two primaries",
        SlotsReply.of(range(0, 9_000, host, port), range(9_000, LAST, host, port)));
    replies.put("nested 100000 times", SlotsReply.nested(100_000));
    replies.put("a text", SlotsReply.raw(bulk("slots")));
    replies.put("a number", SlotsReply.raw(":1\r\n"));
    replies.put("nil", SlotsReply.raw("*-1\r\n"));
    replies.put("RESP3 nil", SlotsReply.raw("_\r\n"));
    replies.put("RESP3 map", SlotsReply.raw("%1\r\n+slots\r\n*0\r\n"));
    replies.put("RESP3 push", SlotsReply.raw(">2\r\n+message\r\n+slots\r\n"));
    replies.put("HTTP", SlotsReply.raw("HTTP/1.1 400 Bad Request\r\n\r\n"));
    replies.put("an error", SlotsReply.raw("-ERR no\r\n"));
    replies.put("texts for numbers", SlotsReply.of("*3\r\n+0\r\n+16383\r\n*0\r\n"));
    replies.put("no nodes", SlotsReply.of("*2\r\n:0\r\n:16383\r\n"));
    return replies;
  }

  /** No reply costs more than its time, and each is a failure with a code, from which the service recovers. */
  @Test
  void aReplyThatMakesNoSenseIsAFailureOfBoundedTime() throws IOException {
    List<String> names;
    try (var any = FakeCluster.open(1)) {
      names = List.copyOf(replies(any).keySet());
    }
    for (int from = 0; from < names.size(); from += AT_ONCE) {
      try (var batch = new Batch()) {
        for (var name : names.subList(from, Math.min(from + AT_ONCE, names.size()))) {
          var cluster = FakeCluster.open(1);
          cluster.reply(Objects.requireNonNull(replies(cluster).get(name)));
          batch.add(name, cluster);
        }
        batch.judge();
      }
    }
  }

  /** Some services that run at the same time, each on a cluster of its own. */
  private static final class Batch implements AutoCloseable {
    private final Map<ClusterService, FakeCluster> services = new LinkedHashMap<>();

    void add(String name, FakeCluster cluster) {
      services.put(service(name, cluster, ALL), cluster);
    }

    void judge() {
      var codes = new LinkedHashMap<ClusterService, String>();
      services.keySet().forEach(service -> {
        service.await(Status.UNHEALTHY);
        codes.put(service, service.code());
      });
      services.values().forEach(cluster -> cluster.reply(SlotsReply.of(cluster.range(0))));
      codes.forEach((service, code) -> {
        service.await(Status.HEALTHY);
        service.awaitSuccess(service.counter(0));
        var calls = service.load().that(call -> true);
        REPORT.add(
            service.name(),
            "CLUSTER SLOTS",
            service,
            "health: %s; requests: %s, the longest %s"
                .formatted(code, ShardLoad.codes(calls).keySet(), ms(ShardLoad.longest(calls))));
        assertThat(ShardLoad.longest(calls)).as(service.name()).isLessThan(LONGEST);
      });
    }

    @Override
    public void close() throws IOException {
      for (var each : services.entrySet()) {
        each.getKey().close();
        each.getValue().close();
      }
    }
  }

  @Test
  void aMissingHostIsTheOneThatWasAsked() throws IOException {
    for (var isNull : List.of(true, false)) {
      try (var cluster = FakeCluster.open(1)) {
        cluster.reply(SlotsReply.of(
            isNull ? rangeOfNull(0, LAST, cluster.port()) : range(0, LAST, "", cluster.port())));
        try (var service = service(isNull ? "host NULL" : "host empty", cluster, ALL)) {
          service.await(Status.HEALTHY);
          service.awaitWarm();
          assertThat(ShardLoad.codes(service.load().that(call -> true))).isEmpty();
        }
      }
    }
  }

  @Test
  void slotsOfNoPrimaryAreReported() throws IOException {
    try (var cluster = FakeCluster.open(3)) {
      cluster.reply(SlotsReply.of(cluster.range(0), cluster.range(2)));
      try (var service = service("holes", cluster, new int[] {0, 99}, new int[] {12_000, LAST})) {
        service.awaitWarm();
        service.awaitWarning("SLOTS_UNCOVERED");
        var key = ClusterService.key("hole", 6_000, 6_999);
        assertThat(ShardLoad.codeOf(() -> service.client().get(key))).isEqualTo("SLOTS_UNCOVERED");
        assertThat(ShardLoad.codes(service.load().that(call -> true))).isEmpty();
      }
    }
  }

  /** The threads of the check stay few, CLUSTER SLOTS stays rare, and nothing is left at the end. */
  @ParameterizedTest
  @ValueSource(ints = {90, 500})
  void largeClustersCostFewThreads(int primaries) throws IOException {
    try (var cluster = FakeCluster.open(primaries)) {
      try (var service =
          service(primaries + " primaries", cluster, new int[] {0, 99}, new int[] {16_000, LAST})) {
        long from = System.nanoTime();
        var healthy = service.await(Status.HEALTHY);
        service.awaitWarm();
        int threads = 0;
        for (long end = System.nanoTime() + 4_000_000_000L; System.nanoTime() < end; ) {
          threads = Math.max(threads, threads().size());
          LockSupport.parkNanos(5_000_000);
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        var calls = service.load().that(call -> true);
        REPORT.add(
            primaries + " primaries",
            "a fake cluster",
            service,
            "healthy after %s; at most %d threads; %d connections; in %.1f s %s; requests: p99 %s"
                .formatted(
                    ms(healthy),
                    threads,
                    cluster.open(),
                    seconds,
                    cluster.counts(),
                    ms(ShardLoad.p99(calls))));
        assertThat(threads).isLessThanOrEqualTo(LANES + OTHER_THREADS);
        assertThat(cluster.count("CLUSTER SLOTS"))
            .isLessThanOrEqualTo((long) Math.ceil(seconds + 1));
        assertThat(ShardLoad.codes(calls)).isEmpty();
        assertThat(service.snapshot().status()).isEqualTo(Status.HEALTHY);
      }
      Awaitility.await().until(() -> cluster.open() == 0 && threads().isEmpty());
    }
  }

  /** Primaries that leave take their connections with them, and no call fails. */
  @Test
  void primariesThatComeAndGoLeaveNothing() throws IOException {
    try (var cluster = FakeCluster.open(MANY)) {
      try (var service =
          service("come and go", cluster, new int[] {0, 99}, new int[] {16_000, LAST})) {
        service.await(Status.HEALTHY);
        service.awaitWarm();
        comeAndGo(cluster);
        long handles = handles();
        var threads = threads();
        long from = System.nanoTime();
        for (int i = 0; i < CYCLES; i++) {
          comeAndGo(cluster);
        }
        service.awaitSuccess(service.counter(0), service.counter(1));
        REPORT.add(
            "come and go",
            "%d times between %d primaries and one".formatted(CYCLES, MANY),
            service,
            "%d then %d handles, %d then %d threads, %d connections opened; %s in %s"
                .formatted(
                    handles,
                    handles(),
                    threads.size(),
                    threads().size(),
                    cluster.opened(),
                    ShardLoad.codes(service.load().that(call -> true)),
                    ms(Duration.ofNanos(System.nanoTime() - from))));
        assertThat(handles()).isLessThan(handles + NOISE);
        assertThat(ShardLoad.codes(service.load().that(call -> true))).isEmpty();
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isSubsetOf(threads));
      }
      Awaitility.await().until(() -> cluster.open() == 0 && threads().isEmpty());
    }
  }

  private static void comeAndGo(FakeCluster cluster) {
    cluster.assign(MANY);
    Awaitility.await().untilAsserted(() -> assertThat(cluster.open()).isGreaterThanOrEqualTo(MANY));
    cluster.assign(1);
    Awaitility.await().untilAsserted(() -> assertThat(cluster.open()).isLessThanOrEqualTo(OF_ONE));
  }

  /** Open sockets and files of this process. */
  private static long handles() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("redis-health") || name.startsWith("commons-pool"))
        .collect(Collectors.toSet());
  }

  private static ClusterService service(String name, FakeCluster cluster, int[]... ranges) {
    return ClusterService.open(name, RedisSettings.of(cluster.host(0), cluster.port()), ranges);
  }
}
