package ai.hokusai.it.faults;

import static ai.hokusai.it.faults.Act.tells;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.it.tls.CertificateRequest;
import ai.hokusai.it.tls.Identity;
import java.util.List;

/**
 * One setup and all that may befall it.
 *
 * @param name what it is called in messages
 * @param setup the Redis and the service
 * @param troubles what may happen, one at a time
 * @param isDoubtful whether some look alike, so that a result in between is needed to tell them apart at once
 */
record Lane(String name, Setup setup, List<Trouble> troubles, boolean isDoubtful) {
  private static final String PASSWORD = Planted.PASSWORD.value();
  private static final Trouble PAUSE = Trouble.of(
      site -> site.server().pause(),
      site -> site.server().resume(),
      Fault.READ_TIMEOUT,
      Fault.TLS_HANDSHAKE_TIMEOUT);

  /** The lanes of a run, each with a Redis and a jar of its own. */
  static List<Lane> all() {
    return List.of(server(), certificates(), relay(), plain());
  }

  private static Lane server() {
    var troubles = List.of(
        PAUSE,
        Trouble.of(Act.stops(), Act.starts(), Fault.CONNECT_REFUSED),
        Trouble.told(
            "CONFIG SET requirepass Rotated-Horse-Battery-10",
            "CONFIG SET requirepass " + PASSWORD,
            Fault.AUTH_FAILED),
        Trouble.told("CONFIG SET maxmemory 100kb", "CONFIG SET maxmemory 0", Fault.OUT_OF_MEMORY),
        Trouble.told(
            "CONFIG SET min-replicas-to-write 1",
            "CONFIG SET min-replicas-to-write 0",
            Fault.NOT_ENOUGH_REPLICAS),
        Trouble.told("REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE", Fault.READONLY_REPLICA),
        Trouble.of(
            tells("CONFIG SET replica-serve-stale-data no", "REPLICAOF 127.0.0.1 1"),
            tells("REPLICAOF NO ONE", "CONFIG SET replica-serve-stale-data yes"),
            Fault.MASTERDOWN));
    return new Lane("server", Kit.TLS.writing(), troubles, false);
  }

  private static Lane certificates() {
    var good = Kit.AUTHORITY.issue(Kit.LOOPBACK);
    var redis = Kit.protect(RedisSpec.tls(good))
        .identity("good", good)
        .identity("stranger", Kit.STRANGER.issue(Kit.LOOPBACK))
        .identity("expired", Kit.AUTHORITY.issue(Kit.LOOPBACK.expired()))
        .identity("other", otherName());
    var troubles = List.of(
        PAUSE,
        shows("stranger", Fault.TLS_UNTRUSTED),
        shows("expired", Fault.TLS_EXPIRED),
        shows("other", Fault.TLS_HOSTNAME_MISMATCH),
        Trouble.told(
            "CONFIG SET tls-protocols TLSv1.1",
            "CONFIG SET tls-protocols \"\"",
            Fault.TLS_PROTOCOL_MISMATCH));
    return new Lane("certificates", Kit.tls(redis), troubles, false);
  }

  private static Identity otherName() {
    return Kit.AUTHORITY.issue(CertificateRequest.forHost("redis.example.com"));
  }

  private static Trouble shows(String name, Fault fault) {
    return Trouble.of(
        TlsRows.shows(name).then(Act.cutsConnections()), TlsRows.shows("good"), fault);
  }

  private static Lane relay() {
    var troubles = List.of(
        Trouble.impostor(Impostors::blackHole, Fault.CONNECT_TIMEOUT),
        Trouble.impostor(Impostors::silence, Fault.TLS_HANDSHAKE_TIMEOUT),
        Trouble.impostor(Impostors::hangUp, Fault.TLS_HANDSHAKE_FAILED),
        Trouble.impostor(Impostors::webServer, Fault.NOT_REDIS),
        Trouble.of(Site::breakOff, Site::bringBack, Fault.CONNECT_REFUSED));
    return new Lane("relay", Kit.TLS.throughRelay(), troubles, true);
  }

  private static Lane plain() {
    var troubles = List.of(
        Trouble.of(
            site -> site.server().pause(), site -> site.server().resume(), Fault.READ_TIMEOUT),
        Trouble.of(TlsRows::switchOn, TlsRows::switchOff, Fault.TLS_REQUIRED_BY_SERVER),
        Trouble.told("CONFIG SET maxclients 1", "CONFIG SET maxclients 1000", Fault.MAX_CLIENTS));
    var setup = Setup.plain(Kit.TLS_REDIS).preparedBy(TlsRows::switchOff);
    return new Lane("plain", setup, troubles, true);
  }
}
