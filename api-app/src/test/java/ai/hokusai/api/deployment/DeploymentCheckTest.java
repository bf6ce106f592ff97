package ai.hokusai.api.deployment;

import static ai.hokusai.api.deployment.Deployments.NEW_A;
import static ai.hokusai.api.deployment.Deployments.NEW_B;
import static ai.hokusai.api.deployment.Deployments.OLD;
import static ai.hokusai.api.deployment.Deployments.TWO;
import static ai.hokusai.api.deployment.Deployments.poll;
import static ai.hokusai.api.deployment.Deployments.times;
import static ai.hokusai.api.deployment.Deployments.without;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.Outcome;
import ai.hokusai.api.report.Step;
import ai.hokusai.api.report.Step.Fact;
import ai.hokusai.api.report.StepName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What polls of a deployment come to. */
final class DeploymentCheckTest {
  @Test
  void isReadyOnceOnlyEnoughInstancesAnswerForAWhile() {
    CheckReport report = Deployments.report(TWO, times(3, OLD), times(99, NEW_A, NEW_B));

    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(report.leaves().map(Step::outcome)).containsOnly(Outcome.PASS);
    assertThat(step(report, StepName.ANSWER).note()).isEqualTo("to 33 of 33 polls");
    assertThat(step(report, StepName.RELEASE).note()).isEqualTo("v7: 2 instances");
    assertThat(step(report, StepName.INSTANCES).note()).isEqualTo("2 of 2");
  }

  @Test
  void restartsTheWaitAfterAnAnswerOfAnotherRelease() {
    CheckReport report = Deployments.report(
        TWO,
        times(9, NEW_A, NEW_B),
        times(1, OLD),
        times(9, NEW_A, NEW_B),
        times(1, OLD),
        times(99, NEW_A, NEW_B));

    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(step(report, StepName.ANSWER).note()).isEqualTo("to 50 of 50 polls");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"HEALTHY", "DEGRADED", "UNHEALTHY"})
  void restartsTheWaitAfterAPollWithoutAnAnswer(PollResult sight) {
    CheckReport report = Deployments.report(
        TWO, times(9, NEW_A, NEW_B), times(1, without(sight)), times(99, NEW_A, NEW_B));

    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(step(report, StepName.ANSWER).facts()).contains(new Fact("polls", 40));
  }

  @Test
  void distinguishesARollbackFromADeploymentThatNeverStarted() {
    assertThat(codes(Deployments.report(TWO, times(30, NEW_A, NEW_B, OLD), times(99, OLD))))
        .containsExactly("RELEASE_GONE");
    assertThat(codes(Deployments.report(TWO, times(99, OLD)))).containsExactly("RELEASE_NOT_SEEN");
  }

  @Test
  void aFlipBackJustBeforeTheEndIsAFailure() {
    CheckReport report = Deployments.report(TWO, times(70, OLD, NEW_A, NEW_B), times(99, OLD));

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(step(report, StepName.RELEASE).findings().get(0).message())
        .isEqualTo(
            "another release still answers: the deployment was rolled back or is still in progress"
                + " (v6: 1 instance, v7: 2 instances; expected: v7)");
  }

  @Test
  void reportsHowOftenEachReleaseAnswered() {
    CheckReport report = Deployments.report(
        TWO, times(99, NEW_A, NEW_B, OLD, poll(PollResult.HEALTHY, "v5", "y", "healthy")));

    assertThat(step(report, StepName.RELEASE).facts())
        .contains(new Fact("instancesByRelease", Map.of("v5", 1, "v6", 1, "v7", 2)));
  }

  @Test
  void tooFewInstancesAreAFailure() {
    CheckReport report = Deployments.report(TWO, times(99, NEW_A));

    assertThat(codes(report)).containsExactly("INSTANCES_TOO_FEW");
    assertThat(step(report, StepName.RELEASE).outcome()).isEqualTo(Outcome.PASS);
    assertThat(step(report, StepName.INSTANCES).note()).isEqualTo("1 of 2");
  }

  @Test
  void anInstanceThatCannotWorkIsAFailureWithItsCode() {
    CheckReport report = Deployments.unhealthy();

    assertThat(codes(report)).containsExactly("INSTANCES_TOO_FEW", "INSTANCE_UNHEALTHY");
    assertThat(step(report, StepName.HEALTH).findings().get(0).message())
        .isEqualTo("instances of the release are unhealthy (AUTH_FAILED: 1 instance)");
  }

  @Test
  void aDegradedInstanceCountsAndIsAWarning() {
    CheckReport report = Deployments.degraded();

    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(codes(report)).containsExactly("INSTANCE_DEGRADED");
    assertThat(report.withExitCodeOfWarnings(ExitCode.WARNINGS).exitCode())
        .isEqualTo(ExitCode.WARNINGS);
  }

  @Test
  void aTimeThatIsTooShortIsNoSuccess() {
    var shortly = new DeploymentOptions("v7", 1, Duration.ofSeconds(2), false);
    CheckReport report = Deployments.report(shortly, times(99, NEW_A));

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(codes(report)).containsExactly("RELEASE_NOT_SETTLED");
  }

  @Test
  void ignoresAPollThatTheTimeoutInterrupts() {
    var shortly = new DeploymentOptions("v7", 1, Duration.ofSeconds(2), false);
    CheckReport report =
        Deployments.report(shortly, times(3, OLD), Stream.of(without(PollResult.UNREACHABLE)));

    assertThat(codes(report)).containsExactly("RELEASE_NOT_SEEN");
    assertThat(step(report, StepName.ANSWER).note()).isEqualTo("to 3 of 3 polls");
    assertThat(codes(Deployments.report(shortly, Stream.of(without(PollResult.UNREACHABLE)))))
        .containsExactly("SERVICE_UNREACHABLE");
  }

  @Test
  void checksMoreInstancesForLonger() {
    var three = new DeploymentOptions("v7", 3, Duration.ofSeconds(20), false);
    Poll third = poll(PollResult.HEALTHY, "v7", "c", "healthy");
    CheckReport report = Deployments.report(three, times(99, NEW_A, NEW_B, third));

    assertThat(step(report, StepName.ANSWER).note()).isEqualTo("to 40 of 40 polls");
  }

  /** Over ten minutes, the chance that one run of polls begins that misses one old among the new. */
  @Test
  void findsEachRemainingOldInstanceBehindARandomBalancer() {
    double polls = Duration.ofMinutes(10).dividedBy(DeploymentCheck.PAUSE);
    for (int instances = 1; instances <= 1_000; instances++) {
      int stretch =
          new DeploymentOptions("v7", instances, Duration.ofMinutes(10), false).requiredStreak();
      double share = 1.0 / (instances + 1);
      assertThat(polls * share * Math.pow(1 - share, stretch)).isLessThan(0.01);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, SERVICE_UNREACHABLE",
    "UNKNOWN_HOST, SERVICE_HOST_UNKNOWN",
    "UNTRUSTED, SERVICE_TLS_FAILED",
    "REDIRECT, SERVICE_REDIRECTS",
    "UNRECOGNIZED, SERVICE_NOT_RECOGNIZED",
    "PUBLIC, DETAILS_NOT_SHOWN",
    "UNNAMED, RELEASE_NOT_NAMED"
  })
  void namesWhyNoReleaseWasSeen(PollResult sight, String code) {
    CheckReport report = Deployments.report(TWO, times(99, without(sight)));

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(codes(report)).containsExactly(code);
    assertThat(report.leaves().map(Step::outcome)).doesNotContain(Outcome.WARN);
    assertThat(step(report, StepName.RELEASE).outcome()).isEqualTo(Outcome.SKIP);
    assertThat(step(report, StepName.HEALTH).outcome()).isEqualTo(Outcome.SKIP);
  }

  @Test
  void doesNotWaitForDetailsThatItHasNoTokenFor() {
    CheckReport report = Deployments.report(
        Map.of(), "http://api.example.com", TWO, each -> {}, times(99, without(PollResult.PUBLIC)));

    assertThat(codes(report)).containsExactly("DETAILS_NOT_SHOWN");
    assertThat(step(report, StepName.ANSWER).note()).isEqualTo("to 1 of 1 polls");
  }

  @Test
  void sendsNoTokenWithoutTls() {
    CheckReport report = Deployments.report(
        Deployments.ENVIRONMENT,
        "http://api.example.com",
        TWO,
        DeploymentCheckTest::refuse,
        times(99, NEW_A, NEW_B));

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(codes(report)).containsExactly("TOKEN_NOT_SENT");
    assertThat(step(report, StepName.ANSWER).note()).isEqualTo("no request was sent");
    assertThat(step(report, StepName.HEALTH).outcome()).isEqualTo(Outcome.SKIP);
  }

  @Test
  void sendsNoTokenWhereThereIsNone() {
    CheckReport report = Deployments.report(
        Map.of(), "http://api.example.com", TWO, each -> {}, times(99, without(PollResult.PUBLIC)));

    assertThat(codes(report)).containsExactly("DETAILS_NOT_SHOWN");
  }

  @Test
  void sendsTheTokenWithoutTlsIfAllowed() {
    var allowed = new DeploymentOptions("v7", 2, Duration.ofSeconds(20), true);
    CheckReport report = Deployments.report(
        Deployments.ENVIRONMENT,
        "http://api.example.com",
        allowed,
        each -> {},
        times(99, NEW_A, NEW_B));

    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(codes(report)).containsExactly("SERVICE_URL_EXPOSED");
  }

  @Test
  void takesTheTokenAndNothingElseOfTheEnvironment() {
    Map<String, String> environment = Map.of(
        "HEALTH_DETAILS_TOKEN_FILE", "/nowhere/token", "API_PORT", "http", "REDIS_PORT", "x");
    CheckReport report = Deployments.report(
        environment, "https://api.example.com", TWO, each -> {}, times(99, NEW_A, NEW_B));

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(codes(report)).hasSize(1).first().asString().startsWith("FILE_");
    assertThat(step(report, StepName.ANSWER))
        .isEqualTo(Step.skipped(StepName.ANSWER, "not run: configuration failed"));
  }

  @Test
  void reportsTheReasonForWaiting() {
    List<StepName> told = new ArrayList<>();
    CheckReport ignored = Deployments.report(
        Deployments.ENVIRONMENT,
        "https://api.example.com",
        TWO,
        told::add,
        Stream.of(without(PollResult.UNREACHABLE), NEW_A));

    assertThat(told.subList(0, 3))
        .containsExactly(StepName.ANSWER, StepName.ANSWER, StepName.ANSWER);
    assertThat(told.get(told.size() - 1)).isEqualTo(StepName.INSTANCES);
  }

  @Test
  void endsWithinItsTime() {
    CheckReport report = Deployments.report(TWO, times(99, OLD));

    assertThat(step(report, StepName.ANSWER).duration())
        .isBetween(Duration.ofSeconds(19), Duration.ofSeconds(20));
  }

  private static List<String> codes(CheckReport report) {
    return report
        .leaves()
        .flatMap(each -> each.findings().stream())
        .map(Finding::code)
        .toList();
  }

  private static Step step(CheckReport report, StepName name) {
    return report.leaves().filter(each -> each.name() == name).findFirst().orElseThrow();
  }

  private static void refuse(StepName step) {
    throw new AssertionError("a request was sent for " + step);
  }
}
