package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class HealthReportTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  @ParameterizedTest(name = "critical {0}, optional {1}: {2}")
  @CsvSource({
    "HEALTHY, HEALTHY, HEALTHY",
    "HEALTHY, STARTING, HEALTHY",
    "HEALTHY, DEGRADED, DEGRADED",
    "HEALTHY, UNHEALTHY, DEGRADED",
    "HEALTHY, STALE, DEGRADED",
    "DEGRADED, HEALTHY, DEGRADED",
    "DEGRADED, UNHEALTHY, DEGRADED",
    "STARTING, HEALTHY, STARTING",
    "STARTING, UNHEALTHY, STARTING",
    "STALE, HEALTHY, STALE",
    "STALE, UNHEALTHY, STALE",
    "UNHEALTHY, HEALTHY, UNHEALTHY",
    "UNHEALTHY, STARTING, UNHEALTHY",
    "UNHEALTHY, UNHEALTHY, UNHEALTHY"
  })
  void isAsTheGravestCheckMakesIt(Status critical, Status optional, Status overall) {
    assertThat(report(check("a", true, critical), check("b", false, optional)).status())
        .isEqualTo(overall);
    assertThat(report(check("b", false, optional), check("a", true, critical)).status())
        .isEqualTo(overall);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "UNHEALTHY, STALE, UNHEALTHY",
    "STALE, STARTING, STALE",
    "STARTING, DEGRADED, STARTING",
    "DEGRADED, HEALTHY, DEGRADED"
  })
  void knowsWhichOfTwoCriticalChecksIsTheGraver(Status one, Status other, Status overall) {
    assertThat(report(check("a", true, one), check("b", true, other)).status()).isEqualTo(overall);
    assertThat(report(check("a", true, other), check("b", true, one)).status()).isEqualTo(overall);
  }

  @Test
  void isHealthyWithoutChecks() {
    assertThat(report()).isEqualTo(HealthReport.of(Status.HEALTHY, START, List.of()));
  }

  @Test
  void changesOneCheckAndKeepsTheOrder() {
    HealthReport before =
        report(check("a", true, Status.STARTING), check("b", false, Status.HEALTHY));
    HealthSnapshot healthy = snapshot(Status.HEALTHY, null);

    assertThat(before.with(0, healthy, at(3)))
        .isEqualTo(HealthReport.of(
            Status.HEALTHY,
            at(3),
            List.of(Check.of("a", true, healthy), check("b", false, Status.HEALTHY))));
  }

  @Test
  void hasTheBeginningOfItsStatus() {
    HealthReport report =
        report(check("a", true, Status.STARTING), check("b", true, Status.HEALTHY));

    assertThat(report.with(1, snapshot(Status.DEGRADED, Fault.FLAPPING), at(1)).since())
        .isEqualTo(START);
    report = report.with(0, snapshot(Status.HEALTHY, null), at(2));
    assertThat(report.since()).isEqualTo(at(2));
    report = report.with(1, snapshot(Status.DEGRADED, Fault.FLAPPING), at(3));
    assertThat(report.status()).isEqualTo(Status.DEGRADED);
    assertThat(report.since()).isEqualTo(at(3));
    report = report.with(0, snapshot(Status.UNHEALTHY, Fault.LOADING), at(4));
    assertThat(report.since()).isEqualTo(at(4));
    report = report.with(1, snapshot(Status.UNHEALTHY, Fault.BUSY), at(5));
    report = report.with(0, snapshot(Status.HEALTHY, null), at(6));
    assertThat(report.status()).isEqualTo(Status.UNHEALTHY);
    assertThat(report.since()).isEqualTo(at(4));
    report = report.with(1, snapshot(Status.DEGRADED, Fault.FLAPPING), at(7));
    assertThat(report.since()).isEqualTo(at(7));
  }

  @Test
  void keepsTheBeginningOfAnOutageThatGoesOnAfterAStall() {
    HealthReport stale = report(check("a", true, Status.UNHEALTHY), check("b", true, Status.STALE))
        .with(0, snapshot(Status.STALE, Fault.PROBE_STALLED), at(20));
    assertThat(stale.since()).isEqualTo(at(20));

    assertThat(stale.with(0, snapshot(Status.UNHEALTHY, Fault.BUSY), at(90)).since())
        .isEqualTo(START);
    assertThat(stale.with(0, snapshot(Status.HEALTHY, null), at(90)).since()).isEqualTo(at(20));
  }

  @ParameterizedTest
  @EnumSource
  void hasACodeUnlessItIsHealthy(Status status) {
    HealthReport report = status == Status.DRAINING
        ? report(check("a", true, Status.HEALTHY)).draining(at(1))
        : report(check("a", true, status));

    assertThat(report.status()).isEqualTo(status);
    assertThat(report.cause().map(Cause::code).orElse("").isEmpty())
        .isEqualTo(status == Status.HEALTHY);
  }

  @Test
  void drainsForEver() {
    HealthReport draining = report(check("a", true, Status.HEALTHY)).draining(at(1));

    assertThat(draining)
        .isEqualTo(
            HealthReport.of(Status.DRAINING, at(1), List.of(check("a", true, Status.HEALTHY))));
    assertThat(draining.draining(at(2))).isSameAs(draining);

    HealthReport later = draining.with(0, snapshot(Status.UNHEALTHY, Fault.LOADING), at(3));
    assertThat(later.status()).isEqualTo(Status.DRAINING);
    assertThat(later.since()).isEqualTo(at(1));
    assertThat(later.cause()).hasValue(Fault.SHUTTING_DOWN);
    assertThat(later.with(0, snapshot(Status.HEALTHY, null), at(4)).cause())
        .hasValue(Fault.SHUTTING_DOWN);
  }

  @Test
  void namesTheCauseOfTheGravestCheck() {
    var redis = Check.of("redis", true, snapshot(Status.UNHEALTHY, Fault.LOADING));
    var search = Check.of("search", false, snapshot(Status.UNHEALTHY, Fault.CHECK_FAILED));

    assertThat(report(search, redis).cause()).hasValue(Fault.LOADING);
    assertThat(report(search, check("redis", true, Status.HEALTHY)).cause())
        .hasValue(Fault.CHECK_FAILED);
  }

  @Test
  void namesTheFirstCauseThereIsAmongEquals() {
    var flapping = check("redis", true, Status.DEGRADED);
    var search = Check.of("search", false, snapshot(Status.UNHEALTHY, Fault.CHECK_FAILED));
    var mail = Check.of("mail", false, snapshot(Status.UNHEALTHY, Fault.CHECK_TIMEOUT));

    assertThat(report(search, flapping, mail).cause()).hasValue(Fault.CHECK_FAILED);
    assertThat(report(flapping, search, mail).cause()).hasValue(Fault.FLAPPING);
  }

  @Test
  void namesNoCauseWhileAllIsWell() {
    var search = Check.of("search", false, snapshot(Status.STARTING, Fault.CHECK_FAILED));

    assertThat(report(check("redis", true, Status.HEALTHY), search).cause()).isEmpty();
    assertThat(report().cause()).isEmpty();
  }

  @Test
  void findsACheckByItsName() {
    var search = check("search", false, Status.HEALTHY);

    assertThat(report(check("redis", true, Status.HEALTHY), search).check("search"))
        .hasValue(search);
    assertThat(report(search).check("redis")).isEmpty();
  }

  @Test
  void copiesTheListOfItsCreator() {
    List<Check> checks = new ArrayList<>(List.of(check("a", true, Status.HEALTHY)));
    HealthReport report = HealthReport.initial(checks, START);
    checks.clear();

    assertThat(report.checks()).hasSize(1);
  }

  private static HealthReport report(Check... checks) {
    return HealthReport.initial(List.of(checks), START);
  }

  private static Check check(String name, boolean isCritical, Status status) {
    return Check.of(name, isCritical, snapshot(status, causeOf(status)));
  }

  private static @Nullable Cause causeOf(Status status) {
    return switch (status) {
      case HEALTHY -> null;
      case STARTING -> Fault.NOT_CHECKED_YET;
      case DEGRADED -> Fault.FLAPPING;
      case UNHEALTHY -> Fault.BUSY;
      case STALE -> Fault.PROBE_STALLED;
      case DRAINING -> Fault.SHUTTING_DOWN;
    };
  }

  private static HealthSnapshot snapshot(Status status, @Nullable Cause cause) {
    return HealthSnapshot.of(status, cause, START);
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }
}
