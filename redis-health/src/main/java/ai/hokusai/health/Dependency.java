package ai.hokusai.health;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.probe.CheckProbe;
import ai.hokusai.health.probe.Probe;
import ai.hokusai.health.route.Outage;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Traffic;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dependency of the service and the way to check it. Its name appears in reports, logs and
 * metrics: lower-case letters, digits, {@code _} and {@code -}, a letter first. Immutable.
 */
public final class Dependency {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

  private final String name;
  private final boolean isCritical;
  private final Schedule schedule;
  private final @Nullable HealthCheck check;
  private final @Nullable RedisCheck redis;

  private Dependency(
      String name,
      boolean isCritical,
      Schedule schedule,
      @Nullable HealthCheck check,
      @Nullable RedisCheck redis) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name is small letters, digits, _ and -, a letter first: " + name);
    }
    this.name = name;
    this.isCritical = isCritical;
    this.schedule = requireNonNull(schedule, "schedule");
    this.check = check;
    this.redis = redis;
  }

  /**
   * A Redis with its pool on the default schedule, without which the service is unhealthy. The
   * monitor does not close it.
   *
   * @throws IllegalArgumentException where the name is not as described
   */
  public static Dependency of(String name, RedisHealth redis) {
    return of(name, redis.check());
  }

  /**
   * A Redis on the default schedule, without which the service is unhealthy.
   *
   * @throws IllegalArgumentException where the name is not as described
   */
  public static Dependency of(String name, RedisCheck redis) {
    return new Dependency(name, true, Schedule.DEFAULT, null, requireNonNull(redis, "redis"));
  }

  /**
   * Another dependency on the default schedule, without which the service is unhealthy.
   *
   * @throws IllegalArgumentException where the name is not as described
   */
  public static Dependency of(String name, HealthCheck check) {
    return new Dependency(name, true, Schedule.DEFAULT, requireNonNull(check, "check"), null);
  }

  /** The same dependency, without which the service is degraded instead of unhealthy. */
  public Dependency optional() {
    return new Dependency(name, false, schedule, check, redis);
  }

  /** Replaces the schedule of the checks. */
  public Dependency withSchedule(Schedule other) {
    return new Dependency(name, isCritical, other, check, redis);
  }

  String name() {
    return name;
  }

  boolean isCritical() {
    return isCritical;
  }

  Schedule schedule() {
    return schedule;
  }

  @Nullable
  RedisCheck redis() {
    return redis;
  }

  /** The Redis of each dependency that is one, by name. */
  static Map<String, RedisCheck> redis(List<Dependency> all) {
    Map<String, RedisCheck> found = new HashMap<>();
    for (Dependency each : all) {
      if (each.redis != null) {
        found.put(each.name, each.redis);
      }
    }
    return found;
  }

  Probe probe(InstantSource clock) {
    return redis == null
        ? new CheckProbe(requireNonNull(check)::check, clock)
        : redis.probe(schedule.deadline(), schedule.thresholds(), clock);
  }

  @Nullable
  Traffic traffic() {
    return redis == null ? null : redis.traffic();
  }

  /** The outage of the shard that owns a slot, null while it works or where there are no shards. */
  @Nullable
  Outage outage(int slot) {
    return redis == null ? null : redis.router().outage(slot);
  }

  Requests requests() {
    return redis == null ? Requests.NONE : redis.requests();
  }

  @Override
  public String toString() {
    return (isCritical ? "critical " : "optional ") + name;
  }
}
