package ai.hokusai.api.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.Outcome;
import ai.hokusai.api.report.Step;
import ai.hokusai.api.report.StepName;
import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.redis.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The steps of a check, and its exit code. */
final class CheckTest {
  // A cluster of which a shard does not work fails the check.
  private static final RedisOptions JUDGING = RedisOptions.DEFAULT.withPartialOutageAFailure(true);

  @Test
  void theIncidentIsReadyAndTheCorrectionIsNoWarning() {
    CheckReport report = look(ReportFixtures.well(), ReportFixtures.OPTIONS);

    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(report.leaves().map(Step::outcome)).doesNotContain(Outcome.WARN, Outcome.FAIL);
    assertThat(step(report, StepName.CONFIGURATION).findings())
        .extracting(Finding::code)
        .containsExactly("BARE_HOST_TO_URL");
    assertThat(step(report, StepName.WRITE))
        .isEqualTo(Step.skipped(StepName.WRITE, "only with --write"));
  }

  @Test
  void writesWhereTheServerWouldWriteToo() {
    var environment = new TreeMap<>(ReportFixtures.INCIDENT);
    environment.put("HEALTH_WRITE_CANARY", "true");
    var redis = FakeRedis.of(ReportFixtures.well());
    CheckReport report = ReportFixtures.report(environment, redis, ReportFixtures.OPTIONS);

    assertThat(redis.options).isEqualTo(JUDGING.withCanary(true));
    assertThat(step(report, StepName.WRITE).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void saysHowLongAgoACertificateExpired() {
    CheckReport report =
        look(ReportFixtures.expired(Duration.ofDays(2_154)), options(true, Set.of()));

    assertThat(step(report, StepName.TLS).note())
        .endsWith(", expired on 2020-12-31, 2154 days ago");
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void skipsTheStepsAfterAFailure(Stage stage) {
    CheckReport report =
        look(ReportFixtures.failed(Fault.READ_TIMEOUT, stage), options(true, Set.of()));

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    StepName failed = ProbeSteps.name(stage);
    report.leaves().forEach(each -> {
      int order = each.name().compareTo(failed);
      Outcome expected = order < 0 ? Outcome.PASS : order == 0 ? Outcome.FAIL : Outcome.SKIP;
      assertThat(each.outcome()).as(each.name().title()).isEqualTo(expected);
    });
    assertThat(step(report, StepName.REDIS).outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void warningsBelongToTheirSteps() {
    ProbeReport found =
        ReportFixtures.warning(Fault.TLS_CERTIFICATE_EXPIRING, Fault.AUTH_NOT_NEEDED);
    CheckReport report = look(found, ReportFixtures.OPTIONS);

    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(step(report, StepName.TLS).outcome()).isEqualTo(Outcome.WARN);
    assertThat(step(report, StepName.AUTH).findings())
        .extracting(Finding::code)
        .containsExactly("AUTH_NOT_NEEDED");
  }

  @Test
  void aPoolThatFailsIsAFailure() {
    var redis = new FakeRedis(ReportFixtures.well(), Fault.MAX_CLIENTS);
    CheckReport report =
        ReportFixtures.report(ReportFixtures.INCIDENT, redis, ReportFixtures.OPTIONS);

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(step(report, StepName.POOL).findings())
        .extracting(Finding::code)
        .containsExactly("MAX_CLIENTS");
    assertThat(redis.wasClosed).isTrue();
  }

  @Test
  void distinguishesAnInternalErrorFromAFaultOfRedis() {
    var found = ProbeReport.failure(Fault.INTERNAL_ERROR, Stage.PING, Duration.ZERO)
        .withTrace(Trace.of(new ArithmeticException()));
    CheckReport report = look(found, ReportFixtures.OPTIONS);

    assertThat(report.exitCode()).isEqualTo(ExitCode.CHECK_ERROR);
    assertThat(step(report, StepName.PING).note()).isEqualTo("java.lang.ArithmeticException");
  }

  @Test
  void connectsToNoRedisWithARejectedConfiguration() {
    FakeRedis redis = FakeRedis.of(ReportFixtures.well());
    CheckReport report =
        ReportFixtures.report(Map.of("REDIS_PORT", "http"), redis, ReportFixtures.OPTIONS);

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(report.target()).isNull();
    assertThat(step(report, StepName.DNS).note()).isEqualTo("not run: configuration failed");
    assertThat(redis.options).isNull();
  }

  @Test
  void certificatesThatTheJvmCannotUseFailTheConfigurationOfflineToo() {
    var offline = new CheckOptions(true, false, Set.of(), Duration.ofSeconds(1));
    CheckReport report =
        ReportFixtures.report(ReportFixtures.INCIDENT, FakeRedis.unusable(), offline);

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(step(report, StepName.CONFIGURATION).findings())
        .extracting(Finding::code)
        .containsExactly("TLS_CLIENT_CERT_UNUSABLE", "BARE_HOST_TO_URL");
    assertThat(step(report, StepName.POOL).outcome()).isEqualTo(Outcome.SKIP);
  }

  @Test
  void offlineOpensNoConnection() {
    FakeRedis redis = FakeRedis.of(ReportFixtures.well());
    var offline = new CheckOptions(true, true, Set.of(), Duration.ofSeconds(1));
    CheckReport report = ReportFixtures.report(ReportFixtures.INCIDENT, redis, offline);

    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(step(report, StepName.REDIS).outcome()).isEqualTo(Outcome.SKIP);
    assertThat(redis.wasProbed).isFalse();
  }

  @Test
  void aServiceWithoutRedisIsReady() {
    CheckReport report = ReportFixtures.report(
        Map.of("REDIS_ENABLED", "no"), FakeRedis.of(ReportFixtures.well()), ReportFixtures.OPTIONS);

    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(step(report, StepName.TLS).note()).isEqualTo("Redis is disabled by REDIS_ENABLED");
  }

  @Test
  void showsTheVersionOfTls() {
    Step agreed = step(look(ReportFixtures.well(), ReportFixtures.OPTIONS), StepName.TLS);
    Step failed =
        step(look(ReportFixtures.expired(Duration.ZERO), ReportFixtures.OPTIONS), StepName.TLS);

    assertThat(agreed.note()).startsWith("TLSv1.3 for master.orders.");
    assertThat(agreed.facts()).contains(new Step.Fact("tlsVersion", "TLSv1.3"));
    assertThat(failed.note()).startsWith("for master.orders.");
    assertThat(failed.facts()).extracting(Step.Fact::name).doesNotContain("tlsVersion");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      REDIS_AUTH_TOKEN      | rediss://h.example   | REDIS_AUTH_TOKEN                         | {"kind":"variable","variable":"REDIS_AUTH_TOKEN"}
      REDIS_PASSWORD        | rediss://h.example   | REDIS_PASSWORD                           | {"kind":"variable","variable":"REDIS_PASSWORD"}
      REDIS_AUTH_TOKEN_FILE | rediss://h.example   | the file named by REDIS_AUTH_TOKEN_FILE  | {"kind":"variable","variable":"REDIS_AUTH_TOKEN_FILE","file":true}
      REDIS_SECRET_JSON     | rediss://h.example   | REDIS_SECRET_JSON                        | {"kind":"variable","variable":"REDIS_SECRET_JSON","part":"password"}
      API_HOST              | rediss://:%s@h.example | REDIS_URL                              | {"kind":"variable","variable":"REDIS_URL","part":"password"}
      """)
  void showsTheVariableOfThePassword(
      String variable, String url, String place, String origin, @TempDir Path folder)
      throws IOException {
    String value = switch (variable) {
      case "REDIS_AUTH_TOKEN_FILE" ->
        Files.writeString(folder.resolve("token"), ReportFixtures.TOKEN).toString();
      case "REDIS_SECRET_JSON" -> "{\"password\":\"" + ReportFixtures.TOKEN + "\"}";
      case "API_HOST" -> "127.0.0.1";
      default -> ReportFixtures.TOKEN;
    };
    Step auth = step(
        ReportFixtures.report(
            Map.of("REDIS_URL", url.formatted(ReportFixtures.TOKEN), variable, value),
            FakeRedis.of(ReportFixtures.well()),
            ReportFixtures.OPTIONS),
        StepName.AUTH);

    assertThat(auth.note()).isEqualTo("with the password of " + place);
    assertThat(auth.json().toString())
        .contains("\"facts\":{\"origin\":" + origin + "}")
        .doesNotContain("Correct", "Horse");
  }

  @Test
  void withoutTlsItsStepIsSkipped() {
    CheckReport report = ReportFixtures.report(
        Map.of("REDIS_URL", "redis://redis.example"),
        FakeRedis.of(ReportFixtures.well()),
        ReportFixtures.OPTIONS);

    assertThat(step(report, StepName.TLS)).isEqualTo(Step.skipped(StepName.TLS, "TLS is off"));
    assertThat(step(report, StepName.AUTH).note()).isEqualTo("without a password");
  }

  @Test
  void skipsTheRoleWithoutThePermission() {
    var facts = RedisFacts.NONE.withSkipped(EnumSet.of(Stage.HELLO));
    var found = ProbeReport.success(Duration.ZERO).withFacts(facts);

    assertThat(step(look(found, ReportFixtures.OPTIONS), StepName.ROLE))
        .isEqualTo(Step.skipped(StepName.ROLE, "not run: the user lacks permission for HELLO"));
  }

  @Test
  void runsNoSkippedStep() {
    FakeRedis redis = FakeRedis.of(ReportFixtures.well());
    Set<StepName> all = EnumSet.of(StepName.ROLE, StepName.WRITE, StepName.POOL);
    CheckReport report = ReportFixtures.report(ReportFixtures.INCIDENT, redis, options(true, all));

    assertThat(redis.options).isEqualTo(JUDGING.withReplicaAllowed(true));
    assertThat(all)
        .allSatisfy(each ->
            assertThat(step(report, each)).isEqualTo(Step.skipped(each, "--skip " + each.id())));
  }

  @Test
  void writesOnlyIfRequested() {
    FakeRedis redis = FakeRedis.of(ReportFixtures.well());
    CheckReport report =
        ReportFixtures.report(ReportFixtures.INCIDENT, redis, options(true, Set.of()));

    assertThat(redis.options).isEqualTo(JUDGING.withCanary(true));
    assertThat(step(report, StepName.WRITE).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void reportsItsProgress() {
    List<StepName> told = new ArrayList<>();
    CheckReport ignored = ReportFixtures.report(
        ReportFixtures.INCIDENT,
        FakeRedis.of(ReportFixtures.well()),
        ReportFixtures.OPTIONS,
        told::add);

    assertThat(told).containsExactly(StepName.TLS, StepName.POOL);
  }

  private static CheckOptions options(boolean writes, Set<StepName> skipped) {
    return new CheckOptions(false, writes, skipped, Duration.ofSeconds(10));
  }

  private static CheckReport look(ProbeReport found, CheckOptions options) {
    return ReportFixtures.report(ReportFixtures.INCIDENT, FakeRedis.of(found), options);
  }

  private static Step step(CheckReport report, StepName name) {
    return Stream.concat(report.steps().stream(), report.leaves())
        .filter(each -> each.name() == name)
        .findFirst()
        .orElseThrow();
  }
}
