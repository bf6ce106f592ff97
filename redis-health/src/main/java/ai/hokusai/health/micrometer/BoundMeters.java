package ai.hokusai.health.micrometer;

import static ai.hokusai.health.micrometer.HealthMetrics.code;
import static ai.hokusai.health.micrometer.HealthMetrics.word;

import ai.hokusai.config.TlsSettings;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.RedisCheck;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.micrometer.HealthMetrics.Count;
import ai.hokusai.health.micrometer.HealthMetrics.Family;
import ai.hokusai.health.redis.PoolUsage;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.traffic.Durations;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Totals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters of one registry. For one thread at a time. */
final class BoundMeters {
  static final String OVERALL_STATE = "health.overall.state";

  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;

  private final HealthMetrics metrics;
  private final MeterRegistry registry;
  private final Tags tags;
  private final Set<Meter> meters = new HashSet<>();
  private final List<DurationTimer> timers = new ArrayList<>();
  /** The counters that are registered; further ones appear with their first event. */
  private final Set<Count> counters = new HashSet<>();
  /** The gauge of the present cause of each check, and of the service. */
  private final Map<String, Shown> causes = new HashMap<>();

  private final List<RedisMeters> redis = new ArrayList<>();

  private record Shown(String code, Meter gauge) {}

  BoundMeters(HealthMetrics metrics, MeterRegistry registry, Tags tags) {
    this.metrics = metrics;
    this.registry = registry;
    this.tags = tags;
  }

  /** Registers the meters of a monitor, counters with the value 0 for each possible event. */
  void register(HealthMonitor monitor) {
    for (Status status : Status.values()) {
      gauge(
          OVERALL_STATE,
          "1 for the present status of the service",
          Tags.of("status", word(status)),
          report -> flag(report.status() == status));
    }
    gauge(
        "app.draining",
        "1 while the service is draining",
        Tags.empty(),
        report -> flag(report.status() == Status.DRAINING));
    var ignored = metrics.counter(Family.STALLS);
    List<HealthReport.Check> checks = monitor.report().checks();
    for (int i = 0; i < checks.size(); i++) {
      new CheckMeters(i, checks.get(i)).register();
      String name = checks.get(i).name();
      monitor.redis(name).ifPresent(each -> redis.add(new RedisMeters(name, each)));
    }
    redis.forEach(RedisMeters::register);
    update();
  }

  /** Registers new counters, shows the present causes and transfers durations. */
  void update() {
    metrics.counts().forEach((count, adder) -> {
      if (counters.add(count)) {
        Tags labels = Tags.of(count.labels().toArray(String[]::new));
        counter(count.family().meter, count.family().help, labels, adder, LongAdder::sum);
      }
    });
    timers.forEach(DurationTimer::update);
    redis.forEach(RedisMeters::update);
    HealthReport report = metrics.report();
    report.checks().forEach(each -> show(each.name(), each.snapshot().cause()));
    show("", report.cause().orElse(null));
  }

  /** Shows one cause of a check, or of the service where its name is empty. */
  private void show(String check, @Nullable Cause cause) {
    Shown before = causes.get(check);
    if (before != null && (cause == null || !before.code.equals(cause.code()))) {
      causes.remove(check);
      meters.remove(before.gauge);
      registry.remove(before.gauge);
    }
    if (cause != null) {
      causes.computeIfAbsent(check, key -> new Shown(cause.code(), gauge(check, cause.code())));
    }
  }

  private Meter gauge(String check, String code) {
    return check.isEmpty()
        ? gauge(
            "health.overall.cause",
            "1 for the code of a service that is not healthy",
            Tags.of("code", code),
            report -> flag(code(report.cause().orElse(null)).equals(code)))
        : gauge(
            "health.check.cause",
            "1 for the code of a check that is not healthy",
            Tags.of("check", check, "code", code),
            report -> flag(report
                .check(check)
                .filter(each -> code(each.snapshot().cause()).equals(code))
                .isPresent()));
  }

  void remove() {
    meters.forEach(registry::remove);
    meters.clear();
  }

  private Gauge gauge(String name, String help, Tags labels, ToDoubleFunction<HealthReport> value) {
    return gauge(name, help, labels, metrics, each -> value.applyAsDouble(each.report()));
  }

  private <T> Gauge gauge(
      String name, String help, Tags labels, T source, ToDoubleFunction<T> value) {
    return add(Gauge.builder(name, source, value)
        .description(help)
        .tags(tags.and(labels))
        .register(registry));
  }

  private <T> void counter(
      String name, String help, Tags labels, T source, ToDoubleFunction<T> value) {
    add(FunctionCounter.builder(name, source, value)
        .description(help)
        .tags(tags.and(labels))
        .register(registry));
  }

  private void timer(String name, String help, Tags labels, Durations source) {
    Timer timer = Timer.builder(name)
        .description(help)
        .tags(tags.and(labels))
        .serviceLevelObjectives(Durations.bounds().toArray(Duration[]::new))
        .register(registry);
    timers.add(new DurationTimer(source, add(timer)));
  }

  private <M extends Meter> M add(M meter) {
    meters.add(meter);
    return meter;
  }

  private static double flag(boolean isSet) {
    return isSet ? 1 : 0;
  }

  private static double seconds(@Nullable Instant at) {
    return at == null ? 0 : at.toEpochMilli() / MILLIS_PER_SECOND;
  }

  /** The meters of one check. */
  private final class CheckMeters {
    private final int index;
    private final HealthReport.Check check;
    private final Tags labels;

    CheckMeters(int index, HealthReport.Check check) {
      this.index = index;
      this.check = check;
      this.labels = Tags.of("check", check.name());
    }

    void register() {
      String critical = String.valueOf(check.isCritical());
      for (Status status : Status.values()) {
        if (status != Status.DRAINING) {
          gauge(
              "health.check.state",
              "1 for the present status of the check",
              labels.and("critical", critical, "status", word(status)),
              snapshot -> flag(snapshot.status() == status));
        }
      }
      gauge(
          "health.check.up",
          "1 while the dependency can be used",
          labels,
          snapshot -> flag(snapshot.isUsable()));
      gauge(
          "health.check.consecutive.failures",
          "Failures since the last success",
          labels,
          snapshot -> snapshot.tally().consecutiveFailures());
      gauge(
          "health.check.last.success.timestamp.seconds",
          "Time of the last success, 0 before the first",
          labels,
          snapshot -> seconds(snapshot.tally().lastSuccessAt()));
      gauge(
          "health.check.last.completed.timestamp.seconds",
          "Time of the last completed attempt, 0 before the first",
          labels,
          snapshot -> seconds(snapshot.checkedAt()));
      outcomes();
      transitions();
    }

    private void gauge(String name, String help, Tags all, ToDoubleFunction<HealthSnapshot> value) {
      var ignored = BoundMeters.this.gauge(
          name,
          help,
          all,
          report -> value.applyAsDouble(report.checks().get(index).snapshot()));
    }

    private void outcomes() {
      var ignored = metrics.results(check.name(), HealthMetrics.SUCCESS, "");
      for (String code : Codes.OF_FAILURES) {
        ignored = metrics.results(check.name(), HealthMetrics.FAILURE, code);
      }
      for (String outcome : List.of(HealthMetrics.SUCCESS, HealthMetrics.FAILURE)) {
        timer(
            "health.check.duration",
            "Duration of the attempts of a check",
            labels.and("outcome", outcome),
            metrics.durations(check.name(), outcome));
      }
    }

    private void transitions() {
      for (Status from : Status.values()) {
        for (Status to : Status.values()) {
          if (from != to && from != Status.DRAINING) {
            for (String code : Codes.of(to)) {
              var ignored = metrics.transitions(check.name(), from, to, code);
            }
          }
        }
      }
    }
  }

  /** The meters of one Redis: its operations, certificates and pool. */
  private final class RedisMeters {
    private final String name;
    private final RedisCheck check;
    private final Totals totals;
    private final Tags labels;
    private final Set<String> codes = new HashSet<>();
    private boolean hasPool;

    RedisMeters(String name, RedisCheck check) {
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
        timer(
            "redis.operation.duration",
            "Duration of the operations on Redis, including the wait for a connection",
            labels.and("operation", word(operation)),
            totals.durations(operation));
      }
      certificates();
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
        counter(
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
            each -> seconds(each.certificateEnd(name)));
      }
      if (tls != null && tls.identity() != null) {
        expiry(
            "redis.tls.client.certificate.not.after.timestamp.seconds",
            "Expiry of the client certificate, 0 before the first result",
            each -> seconds(each.clientCertificateEnd(name)));
      }
    }

    private void expiry(String meter, String help, ToDoubleFunction<HealthMetrics> value) {
      var ignored =
          gauge(meter, help, labels.and("endpoint", check.settings().address()), metrics, value);
    }

    private void pool() {
      counter(
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
      var ignored = gauge(
          "redis.pool." + meter,
          help,
          labels,
          check,
          each -> each.poolUsage().map(value::applyAsDouble).orElse(0.0));
    }
  }
}
