package ai.hokusai.it.faults;

import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.it.tls.CertificateAuthority;
import ai.hokusai.it.tls.CertificateRequest;

/** The two ordinary setups, with TLS and without, from which most rows begin. */
final class Kit {
  static final CertificateAuthority AUTHORITY =
      CertificateAuthority.create("Hokusai test authority");
  static final CertificateAuthority STRANGER = CertificateAuthority.create("Hokusai stranger");
  static final CertificateRequest LOOPBACK = CertificateRequest.forLoopback();
  static final RedisSpec TLS_REDIS = protect(RedisSpec.tls(AUTHORITY.issue(LOOPBACK)));
  static final RedisSpec PLAIN_REDIS = protect(RedisSpec.plain());
  static final Setup TLS = tls(TLS_REDIS);
  static final Setup PLAIN = Setup.plain(PLAIN_REDIS);

  private Kit() {}

  /** The same behind the password that every service has, and that must never be seen. */
  static RedisSpec protect(RedisSpec spec) {
    return spec.password(Planted.PASSWORD.value());
  }

  /** A Redis with TLS whose authority the service trusts. */
  static Setup tls(RedisSpec spec) {
    return Setup.tls(spec, AUTHORITY.pem());
  }
}
