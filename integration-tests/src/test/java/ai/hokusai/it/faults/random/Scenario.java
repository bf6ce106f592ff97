package ai.hokusai.it.faults.random;

import static ai.hokusai.it.faults.harness.Action.tells;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.PlantedSecret;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.faults.rows.TlsRows;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.testkit.FaultyRedis;
import ai.hokusai.testkit.TestCertificate;
import java.util.List;

/**
 * One setup and all that may befall it.
 *
 * @param name what it is called in messages
 * @param setup the Redis and the service
 * @param troubles what may happen, one at a time
 * @param isDoubtful whether some look alike, so that a result in between is needed to tell them apart at once
 */
public record Scenario(
    String name, Setup setup, List<TemporaryFault> troubles, boolean isDoubtful) {
  private static final String PASSWORD = PlantedSecret.PASSWORD.value();
  private static final TemporaryFault PAUSE = TemporaryFault.of(
      testBed -> testBed.server().pause(),
      testBed -> testBed.server().resume(),
      Fault.READ_TIMEOUT,
      Fault.TLS_HANDSHAKE_TIMEOUT);

  /** The lanes of a run, each with a Redis and a jar of its own. */
  public static List<Scenario> all() {
    return List.of(server(), certificates(), relay(), plain());
  }

  private static Scenario server() {
    var troubles = List.of(
        PAUSE,
        TemporaryFault.of(Action.stops(), Action.starts(), Fault.CONNECT_REFUSED),
        TemporaryFault.told(
            "CONFIG SET requirepass Rotated-Horse-Battery-10",
            "CONFIG SET requirepass " + PASSWORD,
            Fault.AUTH_FAILED),
        TemporaryFault.told(
            "CONFIG SET maxmemory 100kb", "CONFIG SET maxmemory 0", Fault.OUT_OF_MEMORY),
        TemporaryFault.told(
            "CONFIG SET min-replicas-to-write 1",
            "CONFIG SET min-replicas-to-write 0",
            Fault.NOT_ENOUGH_REPLICAS),
        TemporaryFault.told("REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE", Fault.READONLY_REPLICA),
        TemporaryFault.of(
            tells("CONFIG SET replica-serve-stale-data no", "REPLICAOF 127.0.0.1 1"),
            tells("REPLICAOF NO ONE", "CONFIG SET replica-serve-stale-data yes"),
            Fault.MASTERDOWN));
    return new Scenario("server", Fixtures.TLS.writing(), troubles, false);
  }

  private static Scenario certificates() {
    var good = Fixtures.AUTHORITY.issue();
    var redis = Fixtures.protect(RedisSpec.tls(good))
        .identity("good", good)
        .identity("stranger", Fixtures.STRANGER.issue())
        .identity("expired", Fixtures.AUTHORITY.issue().expired())
        .identity("other", otherName());
    var troubles = List.of(
        PAUSE,
        shows("stranger", Fault.TLS_UNTRUSTED),
        shows("expired", Fault.TLS_EXPIRED),
        shows("other", Fault.TLS_HOSTNAME_MISMATCH),
        TemporaryFault.told(
            "CONFIG SET tls-protocols TLSv1.1",
            "CONFIG SET tls-protocols \"\"",
            Fault.TLS_PROTOCOL_MISMATCH));
    return new Scenario("certificates", Fixtures.tls(redis), troubles, false);
  }

  private static TestCertificate otherName() {
    return Fixtures.AUTHORITY.issue("redis.example.com");
  }

  private static TemporaryFault shows(String name, Fault fault) {
    return TemporaryFault.of(
        TlsRows.shows(name).then(Action.cutsConnections()), TlsRows.shows("good"), fault);
  }

  private static Scenario relay() {
    var troubles = List.of(
        TemporaryFault.impostor(FaultyRedis::dropPackets, Fault.CONNECT_TIMEOUT),
        TemporaryFault.impostor(FaultyRedis::hang, Fault.TLS_HANDSHAKE_TIMEOUT),
        TemporaryFault.impostor(FaultyRedis::closeConnections, Fault.TLS_HANDSHAKE_FAILED),
        TemporaryFault.impostor(FaultyRedis::answerHttp, Fault.NOT_REDIS),
        TemporaryFault.of(TestBed::breakOff, TestBed::bringBack, Fault.CONNECT_REFUSED));
    return new Scenario("relay", Fixtures.TLS.throughRelay(), troubles, true);
  }

  private static Scenario plain() {
    var troubles = List.of(
        TemporaryFault.of(
            testBed -> testBed.server().pause(),
            testBed -> testBed.server().resume(),
            Fault.READ_TIMEOUT),
        TemporaryFault.of(TlsRows::switchOn, TlsRows::switchOff, Fault.TLS_REQUIRED_BY_SERVER),
        TemporaryFault.told(
            "CONFIG SET maxclients 1", "CONFIG SET maxclients 1000", Fault.MAX_CLIENTS));
    var setup = Setup.plain(Fixtures.TLS_REDIS).preparedBy(TlsRows::switchOff);
    return new Scenario("plain", setup, troubles, true);
  }
}
