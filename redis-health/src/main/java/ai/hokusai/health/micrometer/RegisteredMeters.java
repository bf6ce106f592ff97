package ai.hokusai.health.micrometer;

import ai.hokusai.health.traffic.Durations;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters of one {@link HealthMetrics} in one registry. For one thread at a time. */
final class RegisteredMeters {
  private static final double MILLIS_PER_SECOND = 1e3;

  private final MeterRegistry registry;
  private final Tags tags;
  private final Set<Meter> meters = new HashSet<>();
  private final List<DurationTimer> timers = new ArrayList<>();

  /** Meters that all have these tags. */
  RegisteredMeters(MeterRegistry registry, Tags tags) {
    this.registry = registry;
    this.tags = tags;
  }

  /** Registers a gauge; its source is held weakly. */
  <T> Gauge gauge(String name, String help, Tags labels, T source, ToDoubleFunction<T> value) {
    return add(Gauge.builder(name, source, value)
        .description(help)
        .tags(tags.and(labels))
        .register(registry));
  }

  /** Registers a counter that reads its value; its source is held weakly. */
  <T> void counter(String name, String help, Tags labels, T source, ToDoubleFunction<T> value) {
    var ignored = add(FunctionCounter.builder(name, source, value)
        .description(help)
        .tags(tags.and(labels))
        .register(registry));
  }

  /** Registers a timer that receives durations with each update. */
  void timer(String name, String help, Tags labels, Durations source) {
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

  /** Transfers the durations since the last update. */
  void updateTimers() {
    timers.forEach(DurationTimer::update);
  }

  void remove(Meter meter) {
    meters.remove(meter);
    registry.remove(meter);
  }

  void removeAll() {
    meters.forEach(registry::remove);
    meters.clear();
  }

  static double flag(boolean isSet) {
    return isSet ? 1 : 0;
  }

  /** A time in seconds since 1970, 0 for none. */
  static double seconds(@Nullable Instant at) {
    return at == null ? 0 : at.toEpochMilli() / MILLIS_PER_SECOND;
  }
}
