package ai.hokusai.api.endpoint;

import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.DetailsAccess;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.PoolUsage;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Traffic;
import ai.hokusai.health.traffic.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports of a service with one check, as a monitor would make them. */
public final class Reports {
  static final Instant SINCE = Instant.parse("2026-11-24T03:00:00Z");

  /** Access of no request to details. */
  public static final DetailsAccess NO_DETAILS =
      new DetailsAccess(new BearerToken("HEALTH_DETAILS_TOKEN", null), false);

  /** No history and no use. */
  public static final Recent NOTHING_RECENT =
      new Recent(new RecentHistory(() -> SINCE), name -> Optional.empty());

  private Reports() {}

  /** The use of a Redis with a pool of five connections, and of no other check. */
  static Optional<RedisUse> use(String check) {
    if (!check.equals("redis")) {
      return Optional.empty();
    }
    var traffic = new Traffic();
    for (int i = 0; i < 1_234; i++) {
      traffic.record(Operation.READ, null, 600_000);
    }
    traffic.record(Operation.WRITE, Fault.OUT_OF_MEMORY, 1_400_000);
    traffic.record(Operation.WRITE, null, 600_000);
    return Optional.of(new RedisUse(PoolUsage.of(1, 2, 0, 5, Duration.ZERO), traffic));
  }

  public static HealthReport healthy() {
    return of(Status.HEALTHY, null);
  }

  /** A report of a Redis whose writes have this verdict. */
  static HealthReport ofRequests(Status status, Cause cause, Verdict writes) {
    var requests = Requests.of(true, Verdict.OK, Verdict.OK, writes);
    var snapshot = HealthSnapshot.of(status, cause, SINCE).withRequests(requests);
    return HealthReport.of(status, SINCE, List.of(Check.of("redis", true, snapshot)));
  }

  static HealthReport of(Status status, @Nullable Cause cause) {
    return of(status, cause, null);
  }

  static HealthReport of(Status status, @Nullable Cause cause, @Nullable Instant checkedAt) {
    Status ofCheck = status == Status.DRAINING ? Status.HEALTHY : status;
    var took = checkedAt == null ? null : Duration.ofMillis(3);
    Cause ofSnapshot = cause == null ? causeOf(ofCheck) : cause;
    var snapshot =
        HealthSnapshot.of(ofCheck, ofSnapshot, SINCE).withCheckedAt(checkedAt).withDuration(took);
    return HealthReport.of(status, SINCE, List.of(Check.of("redis", true, snapshot)));
  }

  private static @Nullable Cause causeOf(Status status) {
    return switch (status) {
      case HEALTHY -> null;
      case STARTING -> Fault.NOT_CHECKED_YET;
      case DEGRADED -> Fault.FLAPPING;
      case UNHEALTHY -> Fault.READ_TIMEOUT;
      case STALE -> Fault.PROBE_STALLED;
      case DRAINING -> Fault.SHUTTING_DOWN;
    };
  }
}
