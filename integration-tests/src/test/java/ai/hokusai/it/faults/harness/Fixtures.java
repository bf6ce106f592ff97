package ai.hokusai.it.faults.harness;

import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.testkit.TestCa;

/** The two ordinary setups, with TLS and without, from which most rows begin. */
public final class Fixtures {
  public static final TestCa AUTHORITY = TestCa.create("Hokusai test authority");
  public static final TestCa STRANGER = TestCa.create("Hokusai stranger");
  public static final RedisSpec TLS_REDIS = protect(RedisSpec.tls(AUTHORITY.issue()));
  public static final RedisSpec PLAIN_REDIS = protect(RedisSpec.plain());
  public static final Setup TLS = tls(TLS_REDIS);
  public static final Setup PLAIN = Setup.plain(PLAIN_REDIS);

  private Fixtures() {}

  /** The same behind the password that every service has, and that must never be seen. */
  public static RedisSpec protect(RedisSpec spec) {
    return spec.password(PlantedSecret.PASSWORD.value());
  }

  /** A Redis with TLS whose authority the service trusts. */
  public static Setup tls(RedisSpec spec) {
    return Setup.tls(spec, AUTHORITY.pem());
  }
}
