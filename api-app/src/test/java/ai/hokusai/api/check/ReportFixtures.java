package ai.hokusai.api.check;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.StepName;
import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.AwsIdentity;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.RedisFacts.Mode;
import ai.hokusai.health.redis.RedisFacts.Role;
import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Probe reports and check reports on the Redis of the first incident, with durations of a real probe. */
public final class ReportFixtures {
  static final String ENDPOINT = "master.orders.ab12cd.use1.cache.amazonaws.com";
  public static final String TOKEN = "Correct-Horse-Battery-9";
  static final Map<String, String> INCIDENT = Map.of(
      "REDIS_URL",
      ENDPOINT,
      "REDIS_TLS_ENABLED",
      "true",
      "REDIS_PORT",
      "6379",
      "REDIS_AUTH_TOKEN",
      TOKEN);
  static final CheckOptions OPTIONS =
      new CheckOptions(false, false, Set.of(), Duration.ofSeconds(10));

  private static final CheckOptions OFFLINE =
      new CheckOptions(true, false, Set.of(), Duration.ofSeconds(10));
  private static final Instant NOW = Instant.parse("2026-11-24T13:52:41Z");
  private static final Map<Stage, Long> MICROS = Map.of(
      Stage.DNS, 11_621L,
      Stage.TCP, 5_842L,
      Stage.TLS, 127_580L,
      Stage.AUTH, 11_118L,
      Stage.PING, 1_687L,
      Stage.HELLO, 420L,
      Stage.WRITE, 376L);

  private ReportFixtures() {}

  static CheckReport report(
      Map<String, String> environment, FakeRedis redis, CheckOptions options) {
    return report(environment, redis, options, step -> {});
  }

  static CheckReport report(
      Map<String, String> environment,
      FakeRedis redis,
      CheckOptions options,
      Consumer<StepName> progress) {
    try {
      AppConfig config = AppConfig.resolve(environment);
      return new Check(
              config,
              Check.findings(config),
              options,
              redis::open,
              progress,
              InstantSource.fixed(NOW))
          .run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static ProbeReport well() {
    return found(null, Stage.WRITE, List.of(), NOW.plus(Duration.ofDays(365)).minusSeconds(60));
  }

  static ProbeReport warning(Cause... warnings) {
    return found(null, Stage.WRITE, List.of(warnings), NOW.plus(Duration.ofDays(12)));
  }

  static ProbeReport failed(Cause cause, Stage stage) {
    return found(cause, stage, List.of(), NOW.plus(Duration.ofDays(365)).minusSeconds(60));
  }

  static ProbeReport expired(Duration ago) {
    return found(Fault.TLS_EXPIRED, Stage.TLS, List.of(), NOW.minus(ago));
  }

  private static ProbeReport found(
      @Nullable Cause cause, Stage last, List<Cause> warnings, Instant end) {
    var durations = new EnumMap<Stage, Duration>(Stage.class);
    MICROS.forEach((stage, micros) -> {
      if (stage.compareTo(last) <= 0) {
        durations.put(stage, Duration.ofNanos(micros * 1_000));
      }
    });
    boolean isIntroduced = last.compareTo(Stage.HELLO) >= 0;
    var facts = RedisFacts.NONE
        .withDurations(durations)
        .withAddresses(List.of("10.0.3.17"))
        .withRole(isIntroduced ? Role.MASTER : null)
        .withMode(isIntroduced ? Mode.STANDALONE : null)
        .withVersion(isIntroduced ? "7.0.15" : null)
        .withTlsVersion(last.compareTo(Stage.TLS) > 0 ? "TLSv1.3" : null)
        .withCertificate(last.compareTo(Stage.TLS) < 0 ? null : certificate(end));
    var took = Duration.ofMillis(160);
    var report = cause == null ? ProbeReport.success(took) : ProbeReport.failure(cause, last, took);
    return report.withWarnings(warnings).withFacts(facts);
  }

  private static PeerCertificate certificate(Instant end) {
    return PeerCertificate.of(
        "CN=" + ENDPOINT, List.of(ENDPOINT), "CN=Hokusai test authority", end);
  }

  /** One report of each kind. */
  public static List<CheckReport> reports() {
    return List.of(ready(), refused(), warned(), rejected(), offline(), withIam(), withSentinel());
  }

  /** A check that passes. */
  public static CheckReport ready() {
    return check(well());
  }

  /** A check whose password Redis rejects. */
  public static CheckReport refused() {
    return check(failed(Fault.AUTH_FAILED, Stage.AUTH));
  }

  /** A check with a warning. */
  public static CheckReport warned() {
    return check(warning(Fault.TLS_CERTIFICATE_EXPIRING));
  }

  /** A check of the configuration only. */
  public static CheckReport offline() {
    return report(INCIDENT, FakeRedis.of(well()), OFFLINE);
  }

  /** A check whose configuration is rejected. */
  public static CheckReport rejected() {
    Map<String, String> environment = Map.of("REDIS_URL", "rediss://:p#w@host", "API_PORT", TOKEN);
    return report(environment, FakeRedis.of(well()), OPTIONS);
  }

  private static CheckReport withIam() {
    Map<String, String> environment =
        Map.of("REDIS_URL", "rediss://app@" + ENDPOINT, "REDIS_AUTH_MODE", "iam");
    ProbeReport found = well();
    var facts = found.facts().withIdentity(AwsIdentity.of("the ECS task role", NOW));
    return report(environment, FakeRedis.of(found.withFacts(facts)), OPTIONS);
  }

  private static CheckReport withSentinel() {
    Map<String, String> environment = Map.of("REDIS_URL", "redis+sentinel://s.example/orders");
    ProbeReport found = well();
    var facts = found.facts().withPrimary("10.0.3.17:6379");
    return report(environment, FakeRedis.of(found.withFacts(facts)), OPTIONS);
  }

  private static CheckReport check(ProbeReport found) {
    return report(INCIDENT, FakeRedis.of(found), OPTIONS);
  }
}
