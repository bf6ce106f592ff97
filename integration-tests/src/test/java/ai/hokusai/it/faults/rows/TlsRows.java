package ai.hokusai.it.faults.rows;

import static ai.hokusai.health.classify.FaultClass.CONFIG;
import static ai.hokusai.it.faults.harness.Action.cutsConnections;
import static ai.hokusai.it.faults.harness.Action.tells;
import static ai.hokusai.it.faults.harness.Fixtures.AUTHORITY;
import static ai.hokusai.it.faults.harness.Fixtures.STRANGER;
import static ai.hokusai.it.faults.harness.Fixtures.TLS;
import static ai.hokusai.it.faults.harness.Fixtures.TLS_REDIS;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.testkit.TestCertificate;
import java.io.IOException;
import java.util.List;

/** Faults of TLS: certificates that are not what they should be, and two sides that do not agree. */
public final class TlsRows {
  private static final TestCertificate GOOD = AUTHORITY.issue();
  private static final TestCertificate PINNED = TestCertificate.selfSigned();
  private static final TestCertificate PINNED_EXPIRED =
      TestCertificate.selfSigned().expired();

  private TlsRows() {}

  public static List<FaultCase> rows() {
    var otherName = AUTHORITY.issue("redis.example.com");
    return List.of(
        shows(Fault.TLS_HOSTNAME_MISMATCH, "a certificate for another name", otherName),
        shows(Fault.TLS_UNTRUSTED, "a certificate of a stranger", STRANGER.issue()),
        FaultCase.of(Fault.TLS_UNTRUSTED, CONFIG, "replaced by a stranger with a password", TLS)
            .restartedAs(RedisSpec.tls(STRANGER.issue()).password("Stranger-Danger-7")),
        shows(Fault.TLS_EXPIRED, "an expired certificate", AUTHORITY.issue().expired()),
        shows(
            Fault.TLS_EXPIRED,
            "an expired self-signed certificate that is pinned",
            PINNED,
            PINNED_EXPIRED,
            PINNED.pem() + PINNED_EXPIRED.pem()),
        shows(
            Fault.TLS_NOT_YET_VALID,
            "a certificate of tomorrow",
            AUTHORITY.issue().notYetValid()),
        // Restarted, because Redis goes on to take a client that resumes its TLS session.
        FaultCase.of(Fault.TLS_CLIENT_CERT_REQUIRED, CONFIG, "tls-auth-clients yes", TLS)
            .restartedAs(TLS_REDIS.config("tls-auth-clients yes")),
        FaultCase.of(Fault.TLS_PROTOCOL_MISMATCH, CONFIG, "tls-protocols TLSv1.1", TLS)
            .provokedBy(tells("CONFIG SET tls-protocols TLSv1.1").then(cutsConnections()))
            .curedBy(tells("CONFIG SET tls-protocols \"\"")),
        FaultCase.of(
                Fault.TLS_REQUIRED_BY_SERVER,
                CONFIG,
                "TLS switched on",
                Setup.plain(TLS_REDIS).preparedBy(TlsRows::switchOff))
            .provokedBy(TlsRows::switchOn)
            .curedBy(TlsRows::switchOff),
        FaultCase.of(Fault.SERVER_IS_PLAINTEXT, CONFIG, "TLS switched off", TLS)
            .provokedBy(TlsRows::switchOff)
            .curedBy(TlsRows::switchOn));
  }

  private static FaultCase shows(Fault fault, String recipe, TestCertificate bad) {
    return shows(fault, recipe, GOOD, bad, AUTHORITY.pem());
  }

  /** A server that shows another certificate from now on, without a restart. */
  private static FaultCase shows(
      Fault fault, String recipe, TestCertificate good, TestCertificate bad, String trustAnchors) {
    var redis = Fixtures.protect(RedisSpec.tls(good)).identity("good", good).identity("bad", bad);
    return FaultCase.of(fault, CONFIG, recipe, Setup.tls(redis, trustAnchors))
        .provokedBy(shows("bad").then(cutsConnections()))
        .curedBy(shows("good"));
  }

  /** The certificate of that name from now on. */
  public static Action shows(String name) {
    return tells("CONFIG SET tls-cert-file tls/%1$s.crt tls-key-file tls/%1$s.key".formatted(name));
  }

  public static void switchOn(TestBed testBed) throws IOException {
    tells("CONFIG SET port 0", "CONFIG SET tls-port " + testBed.server().port())
        .then(cutsConnections())
        .on(testBed);
  }

  public static void switchOff(TestBed testBed) throws IOException {
    tells("CONFIG SET tls-port 0", "CONFIG SET port " + testBed.server().port())
        .then(cutsConnections())
        .on(testBed);
  }
}
