package ai.hokusai.it.app;

import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.testkit.TestCa;
import java.util.Map;
import java.util.TreeMap;

/**
 * The first incident: its Redis, with TLS, a token and a certificate for the name of its endpoint, and
 * the environment that its task definition gave to the service.
 */
public final class Incident implements AutoCloseable {
  /** The value of the parameter that was fed into {@code REDIS_URL}. */
  public static final String ENDPOINT = "master.orders.ab12cd.use1.cache.amazonaws.com";

  /** A token of the shape that ElastiCache takes. */
  public static final String TOKEN = "Correct-Horse&Battery^Staple#9";

  private final TestCa authority = TestCa.create("Hokusai test authority");
  private final RedisServer redis =
      RedisServer.launch(RedisSpec.tls(authority.issue(ENDPOINT)).password(TOKEN));

  /** Its Redis. */
  public RedisServer redis() {
    return redis;
  }

  /** The variables of the task definition; the port is another one, and the authority a private one. */
  public Map<String, String> environment() {
    return new TreeMap<>(Map.of(
        "REDIS_URL",
        ENDPOINT,
        "REDIS_TLS_ENABLED",
        "true",
        "REDIS_PORT",
        String.valueOf(redis.port()),
        "REDIS_AUTH_TOKEN",
        TOKEN,
        "REDIS_TLS_CA_PEM",
        authority.pem()));
  }

  /** The variables with one of them changed, or removed where the value is empty. */
  public Map<String, String> environmentWith(String name, String value) {
    Map<String, String> changed = environment();
    if (value.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return changed;
  }

  @Override
  public void close() {
    redis.close();
  }
}
