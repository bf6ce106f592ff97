package ai.hokusai.it.faults.rows;

import static ai.hokusai.health.classify.FaultClass.CONFIG;
import static ai.hokusai.health.classify.FaultClass.TRANSIENT;
import static ai.hokusai.it.faults.harness.Fixtures.AUTHORITY;
import static ai.hokusai.it.faults.harness.Fixtures.TLS;
import static ai.hokusai.it.faults.harness.Fixtures.TLS_REDIS;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.PlantedSecret;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.RedisSpec;
import java.util.List;

/**
 * Faults of a sentinel, most of them from the start: a service that has found its primary keeps it. {@code
 * SentinelRowsIT} has failovers, and three sentinels.
 */
final class SentinelRows {
  private static final String PASSWORD = "Bn3tLm5r-Wq8zKx2v";
  private static final String USER = "service";
  private static final RedisSpec OTHER_REDIS = withUser(RedisSpec.tls(AUTHORITY.issue()));
  private static final Setup BEHIND_SENTINEL = TLS.at(
          "rediss+sentinel://127.0.0.1:{companion}/orders")
      .with("REDIS_SENTINEL_USERNAME", USER)
      .with("REDIS_SENTINEL_PASSWORD", PASSWORD)
      .preparedBy(testBed -> testBed.openCompanion(sentinelOf(testBed)));

  private SentinelRows() {}

  private static RedisSpec withUser(RedisSpec spec) {
    return spec.password(PASSWORD).user(USER, "on", ">" + PASSWORD, "~*", "&*", "+@all");
  }

  private static RedisSpec sentinelOf(TestBed testBed) {
    return withUser(RedisSpec.tls(AUTHORITY.issue()))
        .config("tls-replication yes")
        .config("sentinel " + monitor(testBed))
        .config("sentinel " + login());
  }

  private static String monitor(TestBed testBed) {
    return "monitor orders %s %d 1"
        .formatted(testBed.server().host(), testBed.server().port());
  }

  private static String login() {
    return "auth-pass orders " + PlantedSecret.PASSWORD.value();
  }

  static List<FaultCase> rows() {
    return List.of(
        FaultCase.of(
                Fault.SENTINEL_AUTH_FAILED,
                CONFIG,
                "another password of the sentinel",
                BEHIND_SENTINEL)
            .provokedBy(atSentinel("ACL SETUSER service resetpass >An0ther-password"))
            .curedBy(atSentinel("ACL SETUSER service resetpass >" + PASSWORD))
            .first(),
        FaultCase.of(Fault.MASTER_NAME_UNKNOWN, CONFIG, "SENTINEL REMOVE", BEHIND_SENTINEL)
            .provokedBy(atSentinel("SENTINEL REMOVE orders"))
            .curedBy(testBed -> testBed.tellCompanion(
                "SENTINEL " + monitor(testBed),
                "SENTINEL SET orders auth-pass " + PlantedSecret.PASSWORD.value()))
            .first(),
        FaultCase.of(
                Fault.SENTINEL_UNREACHABLE, TRANSIENT, "SIGSTOP of the sentinel", BEHIND_SENTINEL)
            .provokedBy(testBed -> testBed.companion().pause())
            .curedBy(testBed -> testBed.companion().resume())
            .first(),
        FaultCase.of(
                Fault.REDIS_INSTEAD_OF_SENTINEL,
                CONFIG,
                "a Redis on the port of the sentinel",
                BEHIND_SENTINEL)
            .provokedBy(Action.costly(testBed -> testBed.companion().restart(OTHER_REDIS)))
            .curedBy(Action.costly(testBed -> testBed.companion().restart(sentinelOf(testBed))))
            .first(),
        // At the second server, which is a process in every engine.
        FaultCase.of(
                Fault.SENTINEL_INSTEAD_OF_REDIS,
                CONFIG,
                "a sentinel on the port of Redis",
                TLS.at("rediss://127.0.0.1:{companion}")
                    .preparedBy(testBed -> testBed.openCompanion(TLS_REDIS)))
            .provokedBy(Action.costly(testBed ->
                testBed.companion().restart(TLS_REDIS.config("sentinel " + monitor(testBed)))))
            .curedBy(Action.costly(testBed -> testBed.companion().restart(TLS_REDIS))));
  }

  private static Action atSentinel(String command) {
    return testBed -> testBed.tellCompanion(command);
  }
}
