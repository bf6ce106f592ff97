package ai.hokusai.it.faults;

import ai.hokusai.it.app.AppJvm;
import ai.hokusai.it.app.FastStart;
import ai.hokusai.it.app.FinishedApp;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Redis that works and the service that uses it, before anything goes wrong.
 *
 * @param spec the Redis
 * @param url the URL of the service, with {@code {host}} and {@code {port}}
 * @param host where the service finds that Redis
 * @param variables what else stands in the environment of the service
 * @param preparation what happens to the Redis before the service starts
 * @param ownJvm what the jar runs in, where names have to resolve as they do not in this JVM
 */
record Setup(
    RedisSpec spec,
    String url,
    Function<RedisServer, String> host,
    Map<String, String> variables,
    Act preparation,
    @Nullable Function<Site, AppJvm> ownJvm) {
  private static final String WRITES = "HEALTH_WRITE_CANARY";

  /** Without TLS; the password stands in the URL. */
  static Setup plain(RedisSpec spec) {
    return of(spec, "redis://:" + Planted.PASSWORD.encoded() + "@{host}:{port}");
  }

  /** With TLS; the password stands in a variable of its own. */
  static Setup tls(RedisSpec spec, String trustAnchors) {
    return of(spec, "rediss://{host}:{port}")
        .with("REDIS_TLS_CA_PEM", trustAnchors)
        .with("REDIS_AUTH_TOKEN", Planted.PASSWORD.value());
  }

  private static Setup of(RedisSpec spec, String url) {
    return new Setup(spec, url, RedisServer::host, Map.of(), Act.nothing(), null);
  }

  /** The same with one more variable. */
  Setup with(String name, String value) {
    var more = new TreeMap<>(variables);
    more.put(name, value);
    return new Setup(spec, url, host, more, preparation, ownJvm);
  }

  /** The same without that variable. */
  Setup without(String name) {
    var fewer = new TreeMap<>(variables);
    fewer.remove(name);
    return new Setup(spec, url, host, fewer, preparation, ownJvm);
  }

  Setup at(Function<RedisServer, String> otherHost) {
    return new Setup(spec, url, otherHost, variables, preparation, ownJvm);
  }

  /** The same with a port between service and Redis, which something else can take. */
  Setup throughRelay() {
    return preparedBy(Site::openRelay);
  }

  Setup preparedBy(Act act) {
    return new Setup(spec, url, host, variables, act, ownJvm);
  }

  /** The same for names that only a JVM of its own resolves. */
  Setup inJvm(Function<Site, AppJvm> jvm) {
    return new Setup(spec, url, host, variables, preparation, jvm);
  }

  /** The same for a service that is only well when it can write. */
  Setup writing() {
    return with(WRITES, "true");
  }

  /** Whether a service in this JVM would find its Redis. */
  boolean isPossibleHere() {
    return ownJvm == null;
  }

  /** Starts the library in this JVM, once or again. */
  Watched startHere(Site site) {
    return variables.containsKey(WRITES)
        ? Watched.writing(environment(site))
        : Watched.reading(environment(site));
  }

  /** Starts the jar. */
  WatchedJar startJar(Site site) {
    return WatchedJar.start(environment(site), jvm(site));
  }

  /** Runs the check of the jar to its end. */
  FinishedApp check(Site site) {
    return FinishedApp.run(environment(site), jvm(site), "check", "--format", "json");
  }

  private AppJvm jvm(Site site) {
    return FastStart.of(ownJvm == null ? AppJvm.plain() : ownJvm.apply(site));
  }

  /** The variables of the service. */
  Map<String, String> environment(Site site) {
    var environment = new TreeMap<>(variables);
    environment.put(
        "REDIS_URL",
        url.replace("{host}", host.apply(site.server()))
            .replace("{port}", String.valueOf(site.port())));
    return environment;
  }
}
