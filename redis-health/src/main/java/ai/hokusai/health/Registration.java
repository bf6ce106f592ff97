package ai.hokusai.health;

import ai.hokusai.health.probe.CheckProbe;
import ai.hokusai.health.probe.Probe;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A check as it was registered. Immutable.
 *
 * @param traffic the outcomes of requests, null where none are recorded
 * @param requests the judgement before the first request
 * @param fresh tries new connections, null where there are none to try
 */
record Registration(
    String name,
    boolean isCritical,
    Schedule schedule,
    Maker maker,
    @Nullable Traffic traffic,
    Requests requests,
    @Nullable Fresh fresh) {

  /** A check of a service's own, of whose requests nothing is known. */
  static Registration own(String name, boolean isCritical, Schedule schedule, HealthCheck check) {
    Maker maker = (deadline, clock) -> new CheckProbe(check::check, clock);
    return new Registration(name, isCritical, schedule, maker, null, Requests.NONE, null);
  }

  static Registration redis(String name, boolean isCritical, Schedule schedule, RedisHealth redis) {
    return new Registration(
        name,
        isCritical,
        schedule,
        redis::probe,
        redis.traffic(),
        redis.requests(),
        new Fresh(redis::freshProbe, redis.freshDeadline(), redis.traffic(), redis.isRenewing()));
  }

  /**
   * New connections beside the kept one of the probe.
   *
   * @param maker makes the probe of one monitor
   * @param deadline the longest that an attempt takes
   * @param traffic takes in that new connections work
   * @param isRenewing whether the probe reads the settings again, which may end an outage
   */
  record Fresh(
      Function<InstantSource, Probe> maker,
      Duration deadline,
      Traffic traffic,
      boolean isRenewing) {}

  /** Makes the probe of one monitor. */
  @FunctionalInterface
  interface Maker {
    Probe make(Duration deadline, InstantSource clock);
  }

  Probe probe(InstantSource clock) {
    return maker.make(schedule.deadline(), clock);
  }
}
