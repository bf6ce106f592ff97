package ai.hokusai.it.faults;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.RedisHealth;
import java.util.Map;
import redis.clients.jedis.RedisClient;

/** A service in this JVM with the library at its defaults; the one place of these tests that knows how it is started. */
final class Watched implements Service {
  private final RedisHealth health;

  private Watched(RedisHealth health) {
    this.health = health;
  }

  /** Starts a service whose health is that of reading. */
  static Watched reading(Map<String, String> environment) {
    return new Watched(RedisHealth.start(settings(environment), "integration-tests"));
  }

  /** Starts a service whose health is that of writing too. */
  static Watched writing(Map<String, String> environment) {
    return reading(environment);
  }

  private static RedisSettings settings(Map<String, String> environment) {
    if (RedisConfig.resolve(environment) instanceof ConfigOutcome.Resolved resolved) {
      return resolved.settings();
    }
    throw new IllegalArgumentException("the settings of a test are rejected");
  }

  @Override
  public Observation look() {
    var snapshot = health.snapshot();
    var fault = snapshot.fault();
    return new Observation(snapshot.status(), fault == null ? null : fault.name());
  }

  /** Whether a request may use Redis now; asked before each, so that it fails at once where it would fail anyway. */
  boolean admits() {
    return health.snapshot().isUsable();
  }

  /** The pool that its requests use. */
  RedisClient client() {
    return health.client();
  }

  @Override
  public void close() {
    health.close();
  }
}
