package ai.hokusai.health;

import ai.hokusai.health.probe.CheckProbe;
import ai.hokusai.health.probe.Probe;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A check as it was registered. Immutable.
 *
 * @param traffic the outcomes of requests, null where none are recorded
 * @param requests the judgement before the first request
 */
record Registration(
    String name,
    boolean isCritical,
    Schedule schedule,
    Maker maker,
    @Nullable Traffic traffic,
    Requests requests) {

  /** A check of a service's own, of whose requests nothing is known. */
  static Registration own(String name, boolean isCritical, Schedule schedule, HealthCheck check) {
    Maker maker = (deadline, clock) -> new CheckProbe(check::check, clock);
    return new Registration(name, isCritical, schedule, maker, null, Requests.NONE);
  }

  static Registration redis(String name, boolean isCritical, Schedule schedule, RedisHealth redis) {
    return new Registration(
        name, isCritical, schedule, redis::probe, redis.traffic(), redis.requests());
  }

  /** Makes the probe of one monitor. */
  @FunctionalInterface
  interface Maker {
    Probe make(Duration deadline, InstantSource clock);
  }

  Probe probe(InstantSource clock) {
    return maker.make(schedule.deadline(), clock);
  }
}
