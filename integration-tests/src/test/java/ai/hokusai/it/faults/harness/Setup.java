package ai.hokusai.it.faults.harness;

import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.it.app.AppJvm;
import ai.hokusai.it.app.FastStart;
import ai.hokusai.it.app.FinishedApp;
import ai.hokusai.it.redis.LoopbackPort;
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
 * @param url the URL of the service, with {@code {host}} and {@code {port}}, or {@code {companion}} for the port of the
 *     second server
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
  private static final String PARTIAL_OUTAGE = "HEALTH_PARTIAL_OUTAGE";
  private static final String POLICY = "STARTUP_POLICY";
  private static final String COMPANION = "{companion}";

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

  /** The same at another URL. */
  public Setup at(String otherUrl) {
    return new Setup(spec, otherUrl, host, variables, preparation, ownJvm);
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

  /** The same for a service that is unhealthy where a part of a cluster does not work. */
  public Setup needingAllShards() {
    return with(PARTIAL_OUTAGE, "unhealthy");
  }

  /** The same for a jar that starts where its settings cannot work. */
  public Setup tolerant() {
    return with(POLICY, "tolerant");
  }

  /** Whether a service in this JVM would find its Redis. */
  public boolean isPossibleHere() {
    return ownJvm == null;
  }

  /** Starts the library in this JVM, once or again. */
  public LibraryUnderTest startHere(TestBed testBed) {
    return new LibraryUnderTest(
        environment(testBed),
        RedisOptions.DEFAULT
            .withCanary(variables.containsKey(WRITES))
            .withPartialOutageAFailure(variables.containsKey(PARTIAL_OUTAGE)));
  }

  /** Starts the jar. */
  public JarUnderTest startJar(TestBed testBed) {
    return JarUnderTest.start(environment(testBed), jvm(testBed));
  }

  /** Runs the check of the jar to its end. */
  public FinishedApp check(TestBed testBed) {
    return FinishedApp.run(environment(testBed), jvm(testBed), "check", "--format", "json");
  }

  /** Starts the jar so that it refuses settings that cannot work, which ends it. */
  public FinishedApp startStrictly(TestBed testBed) {
    var environment = environment(testBed);
    environment.put(POLICY, "strict");
    environment.put("API_PORT", String.valueOf(LoopbackPort.free()));
    return FinishedApp.run(environment, jvm(testBed));
  }

  private AppJvm jvm(TestBed testBed) {
    return FastStart.of(ownJvm == null ? AppJvm.plain() : ownJvm.apply(testBed));
  }

  /** The variables of the service. */
  public Map<String, String> environment(TestBed testBed) {
    var environment = new TreeMap<>(variables);
    var located = url.replace("{host}", host.apply(testBed.server()))
        .replace("{port}", String.valueOf(testBed.port()));
    environment.put(
        "REDIS_URL",
        located.contains(COMPANION)
            ? located.replace(COMPANION, String.valueOf(testBed.companion().port()))
            : located);
    return environment;
  }
}
