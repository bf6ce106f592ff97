package ai.hokusai.it.faults;

import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A Redis that works and the service that uses it, before anything goes wrong.
 *
 * @param spec the Redis
 * @param url the URL of the service, with {@code %s} for host and {@code %d} for port
 * @param host where the service finds that Redis
 * @param variables what else stands in the environment of the service
 * @param preparation what happens to the Redis before the service starts
 * @param starter runs the service
 */
record Setup(
    RedisSpec spec,
    String url,
    Function<RedisServer, String> host,
    Map<String, String> variables,
    Act preparation,
    Starter starter) {

  /** A way to run a service. */
  @FunctionalInterface
  interface Starter {
    Service start(Site site, Map<String, String> environment);
  }

  static Setup plain(RedisSpec spec) {
    return of(spec, "redis://%s:%d");
  }

  static Setup tls(RedisSpec spec, String trustAnchors) {
    return of(spec, "rediss://%s:%d").with("REDIS_TLS_CA_PEM", trustAnchors);
  }

  private static Setup of(RedisSpec spec, String url) {
    return new Setup(
        spec,
        url,
        RedisServer::host,
        Map.of(),
        Act.nothing(),
        (site, environment) -> Watched.reading(environment));
  }

  /** The same with one more variable. */
  Setup with(String name, String value) {
    var more = new TreeMap<>(variables);
    more.put(name, value);
    return new Setup(spec, url, host, more, preparation, starter);
  }

  Setup at(Function<RedisServer, String> otherHost) {
    return new Setup(spec, url, otherHost, variables, preparation, starter);
  }

  /** The same with a port between service and Redis, which something else can take. */
  Setup throughRelay() {
    return preparedBy(Site::openRelay);
  }

  Setup preparedBy(Act act) {
    return new Setup(spec, url, host, variables, act, starter);
  }

  Setup startedBy(Starter other) {
    return new Setup(spec, url, host, variables, preparation, other);
  }

  /** The same for a service that is only well when it can write. */
  Setup writing() {
    return startedBy((site, environment) -> Watched.writing(environment));
  }

  /** Starts the service, once or again. */
  Service start(Site site) {
    return starter.start(site, environment(site));
  }

  /** The variables of the service. */
  Map<String, String> environment(Site site) {
    var environment = new TreeMap<>(variables);
    environment.put("REDIS_URL", url.formatted(host.apply(site.server()), site.port()));
    return environment;
  }
}
