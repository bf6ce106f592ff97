package ai.hokusai.health.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.RedisCheck;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.ScriptedMonitor;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.testing.TestTls;
import ai.hokusai.health.traffic.Operation;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthMetricsTest {
  private static final TestTls TLS = new TestTls();
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final HealthMetrics metrics = new HealthMetrics();
  private final RedisCheck check = RedisCheck.of(TestSettings.plain(6379), "orders");
  private final ScriptedMonitor script = ScriptedMonitor.of(
      List.of(
          Dependency.of("redis", check),
          Dependency.of("search", Optional::empty).optional()),
      metrics);

  @AfterEach
  void close() {
    script.close();
  }

  private double value(String name, String... labels) {
    return value(registry, name, labels);
  }

  private static double value(MeterRegistry registry, String name, String... labels) {
    return registry.get(name).tags(labels).meter().measure().iterator().next().getValue();
  }

  private boolean exists(String name, String... labels) {
    return registry.find(name).tags(labels).meter() != null;
  }

  @Test
  void bindsAfterTheStartWithEverythingThatWasCounted() {
    script.up("redis");
    script.down("redis", Fault.READ_TIMEOUT);
    check.traffic().record(Operation.WRITE, Fault.OUT_OF_MEMORY, 2 * MILLI);
    metrics.bindTo(registry);

    assertThat(value("health.check.state", "check", "redis", "status", "unhealthy"))
        .isEqualTo(1);
    assertThat(value("health.check.state", "check", "redis", "status", "healthy"))
        .isZero();
    assertThat(value("health.check.up", "check", "redis")).isZero();
    assertThat(value("health.check.consecutive.failures", "check", "redis")).isEqualTo(3);
    assertThat(value("health.check.results", "check", "redis", "code", "READ_TIMEOUT"))
        .isEqualTo(3);
    assertThat(value(
            "health.check.transitions", "check", "redis", "from", "healthy", "to", "unhealthy"))
        .isEqualTo(1);
    assertThat(value(
            "health.check.cause", "check", "redis", "code", "READ_TIMEOUT", "class", "TRANSIENT"))
        .isEqualTo(1);
    Timer failures = registry
        .get("health.check.duration")
        .tags("check", "redis", "outcome", "failure")
        .timer();
    assertThat(failures.count()).isEqualTo(3);
    assertThat(value("redis.operations", "operation", "write", "code", "OUT_OF_MEMORY"))
        .isEqualTo(1);
    assertThat(value("redis.operations", "operation", "read", "code", "")).isZero();
    Timer writes =
        registry.get("redis.operation.duration").tag("operation", "write").timer();
    assertThat(writes.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(2);
  }

  @Test
  void bindsBeforeTheStart() {
    var early = new HealthMetrics();
    early.bindTo(registry);
    // A fast check may have a result while its monitor starts.
    early.resultArrived(checkWith(RedisFacts.NONE), null);
    assertThat(early.<String, RuntimeException>consistently(() -> "scraped")).isEqualTo("scraped");
    assertThat(registry.getMeters()).isEmpty();
    try (var later = ScriptedMonitor.of(List.of(Dependency.of("redis", Optional::empty)), early)) {
      assertThat(value("health.overall.state", "status", "starting")).isEqualTo(1);
      assertThat(value("health.check.results", "outcome", "success")).isEqualTo(1);
      later.up("redis");
      assertThat(value("health.overall.state", "status", "starting")).isZero();
      assertThat(value("health.overall.state", "status", "healthy")).isEqualTo(1);
    }
  }

  @Test
  void followsTheReport() {
    metrics.bindTo(registry);
    assertThat(value("health.overall.cause", "code", "NOT_CHECKED_YET")).isEqualTo(1);
    script.up("redis");
    script.up("search");
    assertThat(exists("health.overall.cause")).isFalse();
    assertThat(exists("health.check.cause")).isFalse();
    script.down("search", Fault.CONNECT_REFUSED);
    assertThat(value("health.check.cause", "check", "search", "code", "CONNECT_REFUSED"))
        .isEqualTo(1);
    assertThat(value("health.overall.cause", "code", "CONNECT_REFUSED")).isEqualTo(1);
    assertThat(value("health.overall.state", "status", "degraded")).isEqualTo(1);
    script.fail("search", Fault.READ_TIMEOUT);
    assertThat(registry.find("health.check.cause").meters()).hasSize(1);
    assertThat(value("health.check.cause", "check", "search", "code", "READ_TIMEOUT"))
        .isEqualTo(1);
    script.pass(Duration.ofMinutes(1));
    assertThat(value("health.overall.state", "status", "stale")).isEqualTo(1);
    script.up("redis");
    assertThat(value("health.probe.stalled")).isEqualTo(2);
    assertThat(value("app.draining")).isZero();
    script.monitor().drain();
    assertThat(value("app.draining")).isEqualTo(1);
  }

  @Test
  void readsAScrapeFromOneReport() {
    metrics.bindTo(registry);
    script.up("redis");
    script.up("search");
    List<Double> seen = metrics.consistently(() -> {
      List<Double> values = new ArrayList<>();
      values.add(value("health.overall.state", "status", "healthy"));
      script.monitor().drain();
      values.add(value("health.overall.state", "status", "draining"));
      values.add(value("app.draining"));
      return values;
    });
    assertThat(seen).containsExactly(1.0, 0.0, 0.0);
    assertThat(value("health.overall.state", "status", "draining")).isEqualTo(1);
  }

  @Test
  void hasEveryPossibleCounterFromTheStartAndNoneThatIsImpossible() {
    metrics.bindTo(registry);
    long before = registry.getMeters().size();
    for (Fault fault : Fault.values()) {
      if (Codes.OF_FAILURES.contains(fault.code()) && fault != Fault.PROCESS_STARVED) {
        script.up("redis");
        script.down("redis", fault);
      }
    }
    script.up("redis");
    script.up("search");
    script.pass(Duration.ofMinutes(1));
    script.up("redis");
    script.up("search");
    // Two causes were shown at the start, and none is now.
    assertThat(registry.getMeters().size()).isBetween((int) before - 3, (int) before);
    assertThat(before).isLessThan(550);
  }

  @Test
  void addsACustomCodeWithItsFirstEvent() {
    var full = Cause.of("SPOOL_FULL", FaultClass.CAPACITY, "the spool is full", "empty it");
    metrics.bindTo(registry);
    assertThat(exists("health.check.results", "code", "SPOOL_FULL")).isFalse();
    script.down("search", full);
    assertThat(value("health.check.results", "check", "search", "code", "SPOOL_FULL"))
        .isEqualTo(3);
    assertThat(value("health.check.cause", "code", "SPOOL_FULL", "class", "CAPACITY"))
        .isEqualTo(1);
    script.fail("search", Cause.of("SPOOL_FULL", FaultClass.CONFIG, "the spool is full", "empty"));
    assertThat(registry.find("health.check.cause").tag("check", "search").meters())
        .hasSize(1);
    assertThat(value("health.check.cause", "code", "SPOOL_FULL", "class", "CONFIG"))
        .isEqualTo(1);
    check.traffic().record(Operation.READ, full, MILLI);
    script.up("search");
    assertThat(value("redis.operations", "operation", "read", "code", "SPOOL_FULL"))
        .isEqualTo(1);
  }

  @Test
  void transfersDurationsExactly() {
    metrics.bindTo(registry);
    long sum = 0;
    for (long nanos = 1; nanos < 20_000 * MILLI; nanos = nanos * 3 / 2 + 1) {
      check.traffic().record(Operation.READ, null, nanos);
      sum += nanos;
      if (nanos % 3 == 0) {
        metrics.consistently(() -> "");
      }
    }
    metrics.consistently(() -> "");
    Timer reads =
        registry.get("redis.operation.duration").tag("operation", "read").timer();
    FunctionCounter count =
        registry.get("redis.operations").tags("operation", "read", "code", "").functionCounter();
    assertThat(reads.count()).isEqualTo((long) count.count()).isGreaterThan(50);
    assertThat(reads.totalTime(TimeUnit.NANOSECONDS)).isCloseTo((double) sum, within(1.0));
    var buckets = reads.takeSnapshot().histogramCounts();
    assertThat(buckets).hasSize(14);
    // Each bucket of Micrometer includes those below.
    long below = 0;
    for (int i = 0; i < buckets.length; i++) {
      below += check.traffic().totals().durations(Operation.READ).count(i);
      assertThat(buckets[i].count()).isEqualTo((double) below);
    }
  }

  @Test
  void showsThePoolOnceThereIsOne() {
    metrics.bindTo(registry);
    assertThat(exists("redis.pool.max")).isFalse();
    try (var fake = FakeRedis.startWith("GET", "$5\r\nvalue\r\n")) {
      var other = RedisCheck.of(TestSettings.plain(fake.port()), "orders");
      var pooled = new HealthMetrics();
      var apart = new SimpleMeterRegistry();
      pooled.bindTo(apart);
      try (var second = ScriptedMonitor.of(List.of(Dependency.of("cache", other)), pooled)) {
        assertThat(apart.find("redis.pool.max").meter()).isNull();
        try (var redis = RedisHealth.of(other)) {
          second.up("cache");
          redis.client().get("key");
          assertThat(value(apart, "redis.pool.max", "check", "cache")).isEqualTo(4);
          assertThat(value(apart, "redis.pool.idle", "check", "cache")).isEqualTo(1);
          assertThat(value(apart, "redis.pool.active")).isZero();
          assertThat(value(apart, "redis.pool.waiting")).isZero();
          assertThat(value(apart, "redis.pool.wait.seconds")).isBetween(0.0, 5.0);
          assertThat(value(apart, "redis.connections.opened", "check", "cache")).isEqualTo(1);
        }
        assertThat(value(apart, "redis.pool.max", "check", "cache")).isZero();
      }
    }
  }

  @Test
  void showsTheExpiryOfCertificates() {
    Instant end = Instant.parse("2027-01-01T00:00:00Z");
    var tls = RedisCheck.of(TestSettings.tls(6380, TLS.client(TLS.issue(Instant.now()))), "orders");
    var own = new HealthMetrics();
    try (var secured = ScriptedMonitor.of(List.of(Dependency.of("redis", tls)), own)) {
      own.bindTo(registry);
      String[] labels = {"check", "redis", "endpoint", "127.0.0.1:6380"};
      String server = "redis.tls.certificate.not.after.timestamp.seconds";
      String client = "redis.tls.client.certificate.not.after.timestamp.seconds";
      assertThat(value(server, labels)).isZero();
      assertThat(value(client, labels)).isZero();
      var certificate = PeerCertificate.of("CN=redis", List.of("redis"), "CN=ca", end);
      var facts = RedisFacts.NONE
          .withCertificate(certificate)
          .withClientCertificate(
              PeerCertificate.of("CN=orders", List.of(), "CN=ca", end.plusSeconds(60)));
      own.resultArrived(checkWith(facts), null);
      // A probe on a kept connection makes no handshake.
      own.resultArrived(checkWith(RedisFacts.NONE), null);
      assertThat(value(server, labels)).isEqualTo((double) end.getEpochSecond());
      assertThat(value(client, labels)).isEqualTo((double) end.getEpochSecond() + 60);
      assertThat(secured.monitor().redis("redis")).containsSame(tls);
    }
  }

  private static HealthReport.Check checkWith(RedisFacts facts) {
    var snapshot = HealthSnapshot.of(Status.HEALTHY, null, Instant.now()).withFacts(facts);
    return HealthReport.Check.of("redis", true, snapshot);
  }

  @Test
  void countsTheEventsOfRedis() {
    metrics.bindTo(registry);
    var event = new RedisEvent(RedisEvent.Kind.ADDRESS_FAILING, "it fails", null, null, Map.of());
    metrics.eventOccurred(checkWith(RedisFacts.NONE), event);
    assertThat(value("redis.events", "event", "connection.address_failing")).isEqualTo(1);
    assertThat(value("redis.events", "event", "connection.address_recovered")).isZero();
  }

  @Test
  void separatesTwoMonitorsByTheirTags() {
    metrics.bindTo(registry);
    var untagged = new HealthMetrics();
    assertThatThrownBy(() -> untagged.bindTo(registry))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the registry holds the metrics of another monitor: give each a tag, as in new"
            + " HealthMetrics(Tags.of(\"monitor\", \"orders\"))");
    var one = new HealthMetrics(Tags.of("monitor", "one"));
    var two = new HealthMetrics(Tags.of("monitor", "two"));
    try (var first = ScriptedMonitor.of(List.of(Dependency.of("redis", Optional::empty)), one);
        var second = ScriptedMonitor.of(List.of(Dependency.of("redis", Optional::empty)), two)) {
      var shared = new SimpleMeterRegistry();
      one.bindTo(shared);
      two.bindTo(shared);
      first.up("redis");
      second.down("redis", Fault.LOADING);
      assertThat(value(shared, "health.check.up", "monitor", "one")).isEqualTo(1);
      assertThat(value(shared, "health.check.up", "monitor", "two")).isZero();
      one.close();
      assertThat(shared.getMeters().stream()
              .map(Meter::getId)
              .map(id -> id.getTag("monitor"))
              .collect(Collectors.toSet()))
          .containsExactly("two");
    }
  }

  @Test
  void belongToOneMonitor() {
    assertThatThrownBy(() -> ScriptedMonitor.of(List.of(), metrics))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("these are the metrics of another monitor already");
  }
}
