package ai.hokusai.it.faults;

import static ai.hokusai.health.classify.FaultClass.CONFIG;
import static ai.hokusai.it.faults.Kit.AUTHORITY;
import static ai.hokusai.it.faults.Kit.LOOPBACK;
import static ai.hokusai.it.faults.Kit.PLAIN;
import static ai.hokusai.it.faults.Kit.PLAIN_REDIS;
import static ai.hokusai.it.faults.Kit.STRANGER;
import static ai.hokusai.it.faults.Kit.TLS;
import static ai.hokusai.it.faults.Kit.TLS_REDIS;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.it.tls.CertificateAuthority;
import ai.hokusai.it.tls.CertificateRequest;
import ai.hokusai.it.tls.Identity;
import java.util.List;

/** Faults of TLS: certificates that are not what they should be, and two sides that do not agree. */
final class TlsRows {
  private static final Identity PINNED = CertificateAuthority.selfSigned(LOOPBACK);
  private static final Identity PINNED_EXPIRED =
      CertificateAuthority.selfSigned(LOOPBACK.expired());

  private TlsRows() {}

  static List<FaultCase> rows() {
    var pins = PINNED.certificatePem() + PINNED_EXPIRED.certificatePem();
    return List.of(
        FaultCase.of(Fault.TLS_HOSTNAME_MISMATCH, CONFIG, "a certificate for another name", TLS)
            .restartedAs(redis(AUTHORITY, CertificateRequest.forHost("redis.example.com"))),
        FaultCase.of(Fault.TLS_UNTRUSTED, CONFIG, "a certificate of an unknown authority", TLS)
            .restartedAs(redis(STRANGER, LOOPBACK)),
        FaultCase.of(Fault.TLS_UNTRUSTED, CONFIG, "replaced by a stranger with a password", TLS)
            .restartedAs(redis(STRANGER, LOOPBACK).password("Stranger-Danger-7")),
        FaultCase.of(Fault.TLS_EXPIRED, CONFIG, "an expired certificate", TLS)
            .restartedAs(redis(AUTHORITY, LOOPBACK.expired())),
        FaultCase.of(
                Fault.TLS_EXPIRED,
                CONFIG,
                "an expired self-signed certificate that is pinned",
                Setup.tls(RedisSpec.tls(PINNED), pins))
            .restartedAs(RedisSpec.tls(PINNED_EXPIRED)),
        FaultCase.of(Fault.TLS_NOT_YET_VALID, CONFIG, "a certificate of tomorrow", TLS)
            .restartedAs(redis(AUTHORITY, LOOPBACK.notYetValid())),
        FaultCase.of(Fault.TLS_CLIENT_CERT_REQUIRED, CONFIG, "tls-auth-clients yes", TLS)
            .restartedAs(TLS_REDIS.config("tls-auth-clients yes")),
        FaultCase.of(Fault.TLS_PROTOCOL_MISMATCH, CONFIG, "tls-protocols TLSv1.1", TLS)
            .restartedAs(TLS_REDIS.config("tls-protocols TLSv1.1")),
        FaultCase.of(Fault.TLS_REQUIRED_BY_SERVER, CONFIG, "TLS switched on", PLAIN)
            .restartedAs(TLS_REDIS),
        FaultCase.of(Fault.SERVER_IS_PLAINTEXT, CONFIG, "TLS switched off", TLS)
            .restartedAs(PLAIN_REDIS));
  }

  private static RedisSpec redis(CertificateAuthority issuer, CertificateRequest request) {
    return RedisSpec.tls(issuer.issue(request));
  }
}
