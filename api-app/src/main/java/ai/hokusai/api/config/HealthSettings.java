package ai.hokusai.api.config;

import static ai.hokusai.api.config.ApiVariable.HEALTH_CONNECT_INTERVAL;
import static ai.hokusai.api.config.ApiVariable.HEALTH_DEADLINE;
import static ai.hokusai.api.config.ApiVariable.HEALTH_DETAILS_LOOPBACK;
import static ai.hokusai.api.config.ApiVariable.HEALTH_DETAILS_TOKEN;
import static ai.hokusai.api.config.ApiVariable.HEALTH_FALL;
import static ai.hokusai.api.config.ApiVariable.HEALTH_INTERVAL;
import static ai.hokusai.api.config.ApiVariable.HEALTH_PARTIAL_OUTAGE;
import static ai.hokusai.api.config.ApiVariable.HEALTH_RISE;
import static ai.hokusai.api.config.ApiVariable.HEALTH_WRITES_REQUIRED;
import static ai.hokusai.api.config.ApiVariable.HEALTH_WRITE_CANARY;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of health monitoring, and of the access to details.
 *
 * @param interval the pause between two probes of a healthy Redis
 * @param deadline the time limit of a probe
 * @param connectInterval the pause between two probes on a new connection
 * @param rise the consecutive successes that end an outage
 * @param fall the consecutive failures that start one
 * @param writesCanary whether each probe also writes a key
 * @param areWritesRequired whether failing writes make the service unhealthy, not only degraded
 * @param partialOutage the status while some shards of a cluster do not work
 * @param detailsToken the bearer token for details, null for none
 * @param detailsOnLoopback whether a client on a loopback address gets details without a token
 */
public record HealthSettings(
    Duration interval,
    Duration deadline,
    Duration connectInterval,
    int rise,
    int fall,
    boolean writesCanary,
    boolean areWritesRequired,
    PartialOutage partialOutage,
    @Nullable Secret detailsToken,
    boolean detailsOnLoopback) {
  /** The status of a cluster of which some shards do not work. */
  public enum PartialOutage {
    /** Requests for the other shards continue. */
    DEGRADED,
    /** The service is of no use without all shards. */
    UNHEALTHY
  }

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(1);
  private static final Duration SHORTEST_DEADLINE = Duration.ofMillis(100);
  private static final Duration LONGEST_DEADLINE = Duration.ofSeconds(10);
  private static final Duration LONGEST_CONNECT_INTERVAL = Duration.ofMinutes(10);
  private static final int MAX_CONSECUTIVE = 10;

  static HealthSettings read(SettingReader reader, Problems problems) {
    Setting<Duration> typed = reader.duration(HEALTH_INTERVAL, SHORTEST_INTERVAL, LONGEST_INTERVAL);
    Setting<Duration> deadline =
        reader.duration(HEALTH_DEADLINE, SHORTEST_DEADLINE, LONGEST_DEADLINE);
    Duration longest = deadline.valueOrThrow();
    boolean follows = !reader.isSet(HEALTH_INTERVAL) && longest.compareTo(typed.valueOrThrow()) > 0;
    Setting<Duration> interval = follows ? reader.withDefault(typed, longest) : typed;
    checkDeadline(deadline, interval, problems);
    return new HealthSettings(
        interval.valueOrThrow(),
        deadline.valueOrThrow(),
        reader
            .duration(HEALTH_CONNECT_INTERVAL, SHORTEST_INTERVAL, LONGEST_CONNECT_INTERVAL)
            .valueOrThrow(),
        reader.number(HEALTH_RISE, 1, MAX_CONSECUTIVE).valueOrThrow(),
        reader.number(HEALTH_FALL, 1, MAX_CONSECUTIVE).valueOrThrow(),
        reader.flag(HEALTH_WRITE_CANARY).valueOrThrow(),
        reader.flag(HEALTH_WRITES_REQUIRED).valueOrThrow(),
        reader.word(HEALTH_PARTIAL_OUTAGE, PartialOutage.class),
        reader.token(HEALTH_DETAILS_TOKEN).value(),
        reader.flag(HEALTH_DETAILS_LOOPBACK).valueOrThrow());
  }

  /** Rejects a deadline above the interval, with which one probe would start before the last one ended. */
  private static void checkDeadline(
      Setting<Duration> deadline, Setting<Duration> interval, Problems problems) {
    Duration longest = interval.valueOrThrow();
    if (deadline.valueOrThrow().compareTo(longest) > 0) {
      Origin rival = Origin.variable(HEALTH_INTERVAL.name());
      problems.addConflict(ConfigCode.DURATIONS_INCONSISTENT, deadline.origin(), rival);
    }
  }
}
