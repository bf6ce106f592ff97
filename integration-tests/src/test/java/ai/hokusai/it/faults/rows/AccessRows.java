package ai.hokusai.it.faults.rows;

import static ai.hokusai.health.classify.FaultClass.CAPACITY;
import static ai.hokusai.health.classify.FaultClass.CONFIG;
import static ai.hokusai.health.classify.FaultClass.SERVER;
import static ai.hokusai.health.classify.FaultClass.TRANSIENT;
import static ai.hokusai.it.faults.harness.Action.cutsConnections;
import static ai.hokusai.it.faults.harness.Action.tells;
import static ai.hokusai.it.faults.harness.Fixtures.AUTHORITY;
import static ai.hokusai.it.faults.harness.Fixtures.PLAIN;
import static ai.hokusai.it.faults.harness.Fixtures.PLAIN_REDIS;
import static ai.hokusai.it.faults.harness.Fixtures.TLS;
import static ai.hokusai.it.faults.harness.Fixtures.TLS_REDIS;
import static java.util.Objects.requireNonNull;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.PlantedSecret;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.redis.OutsideAddress;
import ai.hokusai.it.redis.RedisSpec;
import java.util.List;

/** Faults of admission: passwords, permissions, databases, and a server that takes nobody in. */
final class AccessRows {
  private static final String PASSWORD = PlantedSecret.PASSWORD.value();
  private static final String ROTATED = "Rotated-Horse-Battery-10";
  private static final Setup OPEN_SETUP =
      Fixtures.tls(RedisSpec.tls(AUTHORITY.issue())).without("REDIS_AUTH_TOKEN");
  private static final Setup USER_SETUP = Fixtures.tls(
          TLS_REDIS.user("probe", "on", ">" + PASSWORD, "+ping", "+hello", "+client"))
      .with("REDIS_USERNAME", "probe");

  private AccessRows() {}

  static List<FaultCase> rows() {
    return List.of(
        FaultCase.of(Fault.AUTH_REQUIRED, CONFIG, "a password where there was none", OPEN_SETUP)
            .provokedBy(tells("CONFIG SET requirepass " + ROTATED).then(cutsConnections()))
            .curedBy(tells("CONFIG SET requirepass \"\"")),
        FaultCase.of(Fault.AUTH_FAILED, CONFIG, "the token rotated", TLS)
            .provokedBy(tells("CONFIG SET requirepass " + ROTATED).then(cutsConnections()))
            .curedBy(tells("CONFIG SET requirepass " + PASSWORD)),
        FaultCase.of(Fault.AUTH_FAILED, CONFIG, "ACL SETUSER off", USER_SETUP)
            .provokedBy(tells("ACL SETUSER probe off").then(cutsConnections()))
            .curedBy(tells("ACL SETUSER probe on")),
        FaultCase.of(Fault.NO_PERMISSION, CONFIG, "ACL SETUSER -@all", USER_SETUP)
            .provokedBy(tells("ACL SETUSER probe -@all"))
            .curedBy(tells("ACL SETUSER probe +ping +hello +client")),
        FaultCase.of(Fault.DB_INDEX_INVALID, CONFIG, "fewer databases", TLS.with("REDIS_DB", "5"))
            .restartedAs(TLS_REDIS.config("databases 1")),
        protectedMode(),
        maxClients(Fault.MAX_CLIENTS, CAPACITY, "maxclients 1, without TLS", PLAIN),
        // A full Redis closes before the handshake and writes nothing, as a proxy without a target
        // does.
        maxClients(Fault.TLS_HANDSHAKE_FAILED, TRANSIENT, "maxclients 1, over TLS", TLS),
        FaultCase.of(Fault.UNEXPECTED_REPLY, SERVER, "rename-command PING", TLS)
            .restartedAs(TLS_REDIS.config("rename-command PING \"\"")));
  }

  private static FaultCase maxClients(
      Fault fault, FaultClass faultClass, String recipe, Setup setup) {
    return FaultCase.of(fault, faultClass, recipe, setup)
        .provokedBy(tells("CONFIG SET maxclients 1").then(cutsConnections()))
        .curedBy(tells("CONFIG SET maxclients 1000"));
  }

  /** Guarded by the password first, so that at no time anybody outside can enter. */
  private static FaultCase protectedMode() {
    var redis = PLAIN_REDIS.reachableFromOutside().config("protected-mode yes");
    var setup = Setup.plain(redis).at(server -> requireNonNull(server.outsideHost()));
    return FaultCase.of(Fault.PROTECTED_MODE, CONFIG, "protected mode, the password removed", setup)
        .provokedBy(tells("CONFIG SET requirepass \"\"").then(cutsConnections()))
        .curedBy(tells("CONFIG SET requirepass " + PASSWORD))
        .onlyIf(() -> OutsideAddress.ofThisMachine() != null);
  }
}
