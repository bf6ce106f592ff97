package ai.hokusai.health.micrometer;

import static ai.hokusai.health.micrometer.HealthMetrics.code;
import static ai.hokusai.health.micrometer.HealthMetrics.word;

import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.micrometer.HealthMetrics.Count;
import ai.hokusai.health.micrometer.HealthMetrics.Family;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters of one monitor in one registry, with its checks as they are. For one thread at a time. */
final class BoundMeters {
  static final String OVERALL_STATE = "health.overall.state";

  private final HealthMetrics metrics;
  private final RegisteredMeters meters;
  /** The counters that are registered; further ones appear with their first event. */
  private final Set<Count> counters = new HashSet<>();
  /** The gauge of the present cause of each check, and of the service. */
  private final Map<String, Shown> causes = new HashMap<>();

  private final List<RedisMeters> redis = new ArrayList<>();

  private record Shown(String code, FaultClass faultClass, Meter gauge) {
    boolean isOf(@Nullable Cause cause) {
      return cause != null && code.equals(cause.code()) && faultClass == cause.faultClass();
    }
  }

  BoundMeters(HealthMetrics metrics, MeterRegistry registry, Tags tags) {
    this.metrics = metrics;
    this.meters = new RegisteredMeters(registry, tags);
  }

  /** Registers the meters of a monitor, counters with the value 0 for each possible event. */
  void register(HealthMonitor monitor) {
    for (Status status : Status.values()) {
      gauge(
          OVERALL_STATE,
          "1 for the present status of the service",
          Tags.of("status", word(status)),
          report -> RegisteredMeters.flag(report.status() == status));
    }
    gauge(
        "app.draining",
        "1 while the service is draining",
        Tags.empty(),
        report -> RegisteredMeters.flag(report.status() == Status.DRAINING));
    var ignored = metrics.counter(Family.STALLS);
    List<HealthReport.Check> checks = monitor.report().checks();
    for (int i = 0; i < checks.size(); i++) {
      new CheckMeters(metrics, meters, i, checks.get(i)).register();
      String name = checks.get(i).name();
      monitor
          .redis(name)
          .ifPresent(each -> redis.add(new RedisMeters(metrics, meters, name, each)));
    }
    redis.forEach(RedisMeters::register);
    update();
  }

  /** Registers new counters, shows the present causes and transfers durations. */
  void update() {
    metrics.counts().forEach((count, adder) -> {
      if (counters.add(count)) {
        Tags labels = Tags.of(count.labels().toArray(String[]::new));
        meters.counter(count.family().meter, count.family().help, labels, adder, LongAdder::sum);
      }
    });
    meters.updateTimers();
    redis.forEach(RedisMeters::update);
    HealthReport report = metrics.report();
    report.checks().forEach(each -> show(each.name(), each.snapshot().cause()));
    show("", report.cause().orElse(null));
  }

  /** Shows one cause of a check, or of the service where its name is empty. */
  private void show(String check, @Nullable Cause cause) {
    Shown before = causes.get(check);
    if (before != null && !before.isOf(cause)) {
      causes.remove(check);
      meters.remove(before.gauge);
    }
    if (cause != null) {
      causes.computeIfAbsent(
          check, key -> new Shown(cause.code(), cause.faultClass(), gauge(check, cause)));
    }
  }

  private Meter gauge(String check, Cause cause) {
    String code = cause.code();
    Tags labels = Tags.of("code", code, "class", cause.faultClass().name());
    return check.isEmpty()
        ? gauge(
            "health.overall.cause",
            "1 for the code of a service that is not healthy",
            labels,
            report -> RegisteredMeters.flag(code(report.cause().orElse(null)).equals(code)))
        : gauge(
            "health.check.cause",
            "1 for the code of a check that is not healthy",
            labels.and("check", check),
            report -> RegisteredMeters.flag(report
                .check(check)
                .filter(each -> code(each.snapshot().cause()).equals(code))
                .isPresent()));
  }

  void remove() {
    meters.removeAll();
  }

  private Gauge gauge(String name, String help, Tags labels, ToDoubleFunction<HealthReport> value) {
    return meters.gauge(name, help, labels, metrics, each -> value.applyAsDouble(each.report()));
  }
}
