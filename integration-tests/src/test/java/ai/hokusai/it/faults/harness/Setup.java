package ai.hokusai.it.faults.harness;

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
public record Setup(
    RedisSpec spec,
    String url,
    Function<RedisServer, String> host,
    Map<String, String> variables,
    Action preparation,
    @Nullable Function<TestBed, AppJvm> ownJvm) {
  private static final String WRITES = "HEALTH_WRITE_CANARY";

  /** Without TLS; the password stands in the URL. */
  public static Setup plain(RedisSpec spec) {
    return of(spec, "redis://:" + PlantedSecret.PASSWORD.encoded() + "@{host}:{port}");
  }

  /** With TLS; the password stands in a variable of its own. */
  public static Setup tls(RedisSpec spec, String trustAnchors) {
    return of(spec, "rediss://{host}:{port}")
        .with("REDIS_TLS_CA_PEM", trustAnchors)
        .with("REDIS_AUTH_TOKEN", PlantedSecret.PASSWORD.value());
  }

  private static Setup of(RedisSpec spec, String url) {
    return new Setup(spec, url, RedisServer::host, Map.of(), Action.nothing(), null);
  }

  /** The same with one more variable. */
  public Setup with(String name, String value) {
    var more = new TreeMap<>(variables);
    more.put(name, value);
    return new Setup(spec, url, host, more, preparation, ownJvm);
  }

  /** The same without that variable. */
  public Setup without(String name) {
    var fewer = new TreeMap<>(variables);
    fewer.remove(name);
    return new Setup(spec, url, host, fewer, preparation, ownJvm);
  }

  public Setup at(Function<RedisServer, String> otherHost) {
    return new Setup(spec, url, otherHost, variables, preparation, ownJvm);
  }

  /** The same with a port between service and Redis, which something else can take. */
  public Setup throughRelay() {
    return preparedBy(TestBed::openRelay);
  }

  public Setup preparedBy(Action act) {
    return new Setup(spec, url, host, variables, act, ownJvm);
  }

  /** The same for names that only a JVM of its own resolves. */
  public Setup inJvm(Function<TestBed, AppJvm> jvm) {
    return new Setup(spec, url, host, variables, preparation, jvm);
  }

  /** The same for a service that is only well when it can write. */
  public Setup writing() {
    return with(WRITES, "true");
  }

  /** Whether a service in this JVM would find its Redis. */
  public boolean isPossibleHere() {
    return ownJvm == null;
  }

  /** Starts the library in this JVM, once or again. */
  public LibraryUnderTest startHere(TestBed testBed) {
    return variables.containsKey(WRITES)
        ? LibraryUnderTest.writing(environment(testBed))
        : LibraryUnderTest.reading(environment(testBed));
  }

  /** Starts the jar. */
  public JarUnderTest startJar(TestBed testBed) {
    return JarUnderTest.start(environment(testBed), jvm(testBed));
  }

  /** Runs the check of the jar to its end. */
  public FinishedApp check(TestBed testBed) {
    return FinishedApp.run(environment(testBed), jvm(testBed), "check", "--format", "json");
  }

  private AppJvm jvm(TestBed testBed) {
    return FastStart.of(ownJvm == null ? AppJvm.plain() : ownJvm.apply(testBed));
  }

  /** The variables of the service. */
  public Map<String, String> environment(TestBed testBed) {
    var environment = new TreeMap<>(variables);
    environment.put(
        "REDIS_URL",
        url.replace("{host}", host.apply(testBed.server()))
            .replace("{port}", String.valueOf(testBed.port())));
    return environment;
  }
}
