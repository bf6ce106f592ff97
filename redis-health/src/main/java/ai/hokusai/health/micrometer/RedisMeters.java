package ai.hokusai.health.micrometer;

import static ai.hokusai.health.micrometer.HealthMetrics.code;
import static ai.hokusai.health.micrometer.HealthMetrics.word;

import ai.hokusai.config.TlsSettings;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.RedisCheck;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.redis.ClusterUsage;
import ai.hokusai.health.redis.PoolUsage;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.ShardFacts;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Totals;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The meters of one Redis: its operations, certificates and pool. For one thread at a time. */
final class RedisMeters {
  private static final double NANOS_PER_SECOND = 1e9;

  private final HealthMetrics metrics;
  private final RegisteredMeters meters;
  private final String name;
  private final RedisCheck check;
  private final Totals totals;
  private final Tags labels;
  private final Set<String> codes = new HashSet<>();
  private boolean hasPool;

  RedisMeters(HealthMetrics metrics, RegisteredMeters meters, String name, RedisCheck check) {
    this.metrics = metrics;
    this.meters = meters;
    this.name = name;
    this.check = check;
    this.totals = check.traffic().totals();
    this.labels = Tags.of("check", name);
  }

  void register() {
    for (RedisEvent.Kind kind : RedisEvent.Kind.values()) {
      var ignored = metrics.events(name, kind);
    }
    operations(null);
    for (Operation operation : Operation.values()) {
      meters.timer(
          "redis.operation.duration",
          "Duration of the operations on Redis, including the wait for a connection",
          labels.and("operation", word(operation)),
          totals.durations(operation));
    }
    certificates();
    cluster();
  }

  /** Registers the meters of causes that are new, and of a pool that is. */
  void update() {
    totals.causes().stream().filter(each -> codes.add(each.code())).forEach(this::operations);
    if (!hasPool && check.poolUsage().isPresent()) {
      hasPool = true;
      pool();
    }
  }

  private void operations(@Nullable Cause cause) {
    for (Operation operation : Operation.values()) {
      meters.counter(
          "redis.operations",
          "Operations on Redis by result",
          labels.and("operation", word(operation), "code", code(cause)),
          totals,
          each -> each.count(operation, cause));
    }
  }

  private void certificates() {
    TlsSettings tls = check.settings().tls();
    if (tls != null) {
      expiry(
          "redis.tls.certificate.not.after.timestamp.seconds",
          "Expiry of the server certificate, 0 before the first result",
          each -> RegisteredMeters.seconds(each.certificateEnd(name)));
    }
    if (tls != null && tls.identity() != null) {
      expiry(
          "redis.tls.client.certificate.not.after.timestamp.seconds",
          "Expiry of the client certificate, 0 before the first result",
          each -> RegisteredMeters.seconds(each.clientCertificateEnd(name)));
    }
  }

  private void expiry(String meter, String help, ToDoubleFunction<HealthMetrics> value) {
    var ignored = meters.gauge(
        meter, help, labels.and("endpoint", check.settings().address()), metrics, value);
  }

  /** The meters of a cluster, which are 0 for a single server. */
  private void cluster() {
    shards("shards", "Shards that own slots", ShardFacts::total);
    shards("shards.usable", "Shards that work", ShardFacts::usable);
    shards("slots.usable", "Slots of shards that work", ShardFacts::slotsUsable);
    var ignored = meters.gauge(
        "redis.nodes",
        "Nodes of the cluster with an open pool",
        labels,
        check,
        each -> each.clusterUsage().map(ClusterUsage::nodes).orElse(0));
    usage(
        "redis.topology.changes",
        "Changes of the slots or their owners",
        labels,
        ClusterUsage::changes);
    String help = "MOVED replies by the node that they name";
    usage("redis.moved", help, labels.and("kind", "other"), ClusterUsage::movedElsewhere);
    usage("redis.moved", help, labels.and("kind", "self"), ClusterUsage::movedToItself);
  }

  /** A gauge of the facts of the last probe, 0 where it found none. */
  private void shards(String meter, String help, ToDoubleFunction<ShardFacts> value) {
    var ignored = meters.gauge(
        "redis." + meter,
        help,
        labels,
        metrics,
        each -> each.report()
            .check(name)
            .map(HealthReport.Check::snapshot)
            .map(HealthSnapshot::facts)
            .map(RedisFacts::shards)
            .map(value::applyAsDouble)
            .orElse(0.0));
  }

  private void usage(String meter, String help, Tags all, ToLongFunction<ClusterUsage> value) {
    meters.counter(
        meter,
        help,
        all,
        check,
        each -> each.clusterUsage().map(value::applyAsLong).orElse(0L));
  }

  private void pool() {
    meters.counter(
        "redis.connections.opened",
        "Connections that the pool has opened",
        labels,
        totals,
        each -> each.count(Operation.CONNECT, null));
    pool("active", "Connections in use", PoolUsage::active);
    pool("idle", "Idle connections", PoolUsage::idle);
    pool("waiting", "Requests that wait for a connection", PoolUsage::waiting);
    pool("max", "Maximum number of connections", PoolUsage::max);
    pool(
        "wait.seconds",
        "Mean wait of the last 100 requests for a connection",
        usage -> usage.meanWait().toNanos() / NANOS_PER_SECOND);
  }

  private void pool(String meter, String help, ToDoubleFunction<PoolUsage> value) {
    var ignored = meters.gauge(
        "redis.pool." + meter,
        help,
        labels,
        check,
        each -> each.poolUsage().map(value::applyAsDouble).orElse(0.0));
  }
}
