package ai.hokusai.api.endpoint;

import static ai.hokusai.api.endpoint.Reports.SINCE;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.format.Golden;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.ShardFacts;
import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The facts of the page and of the text. */
final class HealthViewTest {
  private static final ServiceFacts SERVICE = new ServiceFacts(
      "", "2026.11.24-1", "0b7c5a52", "rediss://:***@redis.internal:6379", Map.of(), List.of());
  private static final RedisFacts FACTS = RedisFacts.NONE
      .withRole(RedisFacts.Role.MASTER)
      .withMode(RedisFacts.Mode.CLUSTER)
      .withVersion("7.2.4")
      .withDurations(Map.of(
          Stage.DNS,
          Duration.ofMillis(12),
          Stage.TLS,
          Duration.ofMillis(128),
          Stage.PING,
          Duration.ofNanos(600_000)))
      .withShards(ShardFacts.of(
          3,
          2,
          16_384,
          10_922,
          List.of(new ShardFacts.Down("0-5460", "10.0.0.2:6379", "READ_TIMEOUT", SINCE))))
      .withCertificate(PeerCertificate.of(
          "CN=redis", List.of("redis"), "CN=ca", SINCE.plus(Duration.ofDays(9)).plusSeconds(60)));

  private Instant now = SINCE;
  private final RecentHistory history = new RecentHistory(() -> now);
  private final Recent recent = new Recent(history, Reports::use);

  private static Check check(Status status, @Nullable Cause cause, Instant since) {
    return Check.of(
        "redis",
        true,
        HealthSnapshot.of(status, cause, since)
            .withCheckedAt(since)
            .withDuration(Duration.ofMillis(3))
            .withFacts(FACTS));
  }

  private void live(Status status, @Nullable Fault fault, int seconds) {
    Check check = check(status, fault, now);
    history.checkChanged(check, Status.STARTING);
    for (int second = 0; second < seconds; second += 3) {
      history.resultArrived(check, fault);
      now = now.plusSeconds(3);
    }
  }

  @Test
  void showsEveryFactInOneOrder() {
    live(Status.HEALTHY, null, 600);
    live(Status.UNHEALTHY, Fault.AUTH_FAILED, 45);
    live(Status.HEALTHY, null, 300);
    live(Status.DEGRADED, Fault.SHARD_DOWN, 30);
    Check degraded = check(Status.DEGRADED, Fault.SHARD_DOWN, now.minusSeconds(30));
    var report = HealthReport.of(
        Status.DEGRADED,
        now.minusSeconds(30),
        List.of(
            degraded,
            Check.of(
                "search",
                false,
                HealthSnapshot.of(
                    Status.UNHEALTHY,
                    Cause.of("SEARCH_DOWN", FaultClass.TRANSIENT, "it is down", "restart it"),
                    SINCE))));
    HealthView view = HealthView.full(report, SERVICE, recent, now);
    Golden.check("health-all.txt", VerboseText.of(view, "orders.example.com"));
    Golden.check("health-all.html", HealthPage.of(view, "orders.example.com", false, false));
  }

  @Test
  void showsAServiceThatIsWellAndOneInAnOutage() {
    live(Status.HEALTHY, null, 900);
    live(Status.UNHEALTHY, Fault.CONNECT_REFUSED, 60);
    live(Status.HEALTHY, null, 840);
    page("health-well.html", Status.HEALTHY, null, 840);
    live(Status.UNHEALTHY, Fault.READ_TIMEOUT, 132);
    page("health-outage.html", Status.UNHEALTHY, Fault.READ_TIMEOUT, 132);
  }

  private void page(String golden, Status status, @Nullable Fault fault, int seconds) {
    Instant since = now.minusSeconds(seconds);
    HealthSnapshot snapshot = HealthSnapshot.of(status, fault, since)
        .withCheckedAt(now.minusSeconds(1))
        .withFacts(FACTS
            .withShards(null)
            .withMode(RedisFacts.Mode.STANDALONE)
            .withCertificate(PeerCertificate.of(
                "CN=redis", List.of("redis"), "CN=ca", SINCE.plus(Duration.ofDays(365)))));
    var report = HealthReport.of(status, since, List.of(Check.of("redis", true, snapshot)));
    HealthView view = HealthView.full(report, SERVICE, recent, now);
    Golden.check(golden, HealthPage.of(view, "orders.example.com", false, false));
  }

  @Test
  void keepsABoundedHistory() {
    for (int i = 0; i < 2_000; i++) {
      live(i % 2 == 0 ? Status.UNHEALTHY : Status.HEALTHY, i % 2 == 0 ? Fault.LOADING : null, 6);
    }
    RecentHistory.Of redis = history.of("redis");
    assertThat(redis.changes()).hasSize(20);
    assertThat(redis.steps()).hasSize(120);
    assertThat(redis.steps().get(119).number() - redis.steps().get(0).number()).isEqualTo(119);
    assertThat(history.of("search").steps()).isEmpty();
  }

  @Test
  void showsTheWorstStatusOfEachStepAndGapsWhereNothingArrived() {
    live(Status.HEALTHY, null, 15);
    live(Status.UNHEALTHY, Fault.LOADING, 6);
    live(Status.HEALTHY, null, 9);
    now = now.plusSeconds(60);
    live(Status.STALE, Fault.PROBE_STALLED, 0);
    List<RecentHistory.Step> steps = history.of("redis").steps();
    assertThat(steps.stream().map(RecentHistory.Step::worst))
        .containsExactly(Status.HEALTHY, Status.UNHEALTHY, Status.STALE);
    assertThat(steps.get(1))
        .isEqualTo(new RecentHistory.Step(
            RecentHistory.number(SINCE) + 1, Status.UNHEALTHY, 5, 2, 3_000_000, 15_000_000));
    assertThat(Picture.strip(steps, RecentHistory.number(now)).blocks()).isEqualTo("▇▁ ▁");
  }

  @Test
  void keepsTimeInOrderAfterTheClockWasSetBack() {
    live(Status.HEALTHY, null, 30);
    now = SINCE;
    live(Status.UNHEALTHY, Fault.LOADING, 3);
    assertThat(history.of("redis").steps().stream().map(RecentHistory.Step::worst))
        .containsExactly(Status.HEALTHY, Status.UNHEALTHY);
    var report = HealthReport.of(
        Status.UNHEALTHY,
        SINCE.plusSeconds(30),
        List.of(check(Status.UNHEALTHY, Fault.LOADING, now)));
    assertThat(VerboseText.of(HealthView.full(report, SERVICE, recent, now), "x"))
        .contains("for less than 1 s (since 03:00:30Z)")
        .doesNotContain(" -");
  }

  @Test
  void formatsDurationsInTwoUnits() {
    assertThat(List.of(0, 59, 60, 132, 3_600, 3_725, 86_399, 86_400, 180_000, 800_000))
        .extracting(seconds -> Times.text(Duration.ofSeconds(seconds)))
        .containsExactly(
            "less than 1 s",
            "59 s",
            "1 min",
            "2 min 12 s",
            "1 h",
            "1 h 2 min",
            "23 h 59 min",
            "1 day",
            "2 days 2 h",
            "9 days");
    assertThat(Times.at(SINCE, SINCE.plusSeconds(60))).isEqualTo("03:00:00Z");
    assertThat(Times.at(SINCE, SINCE.plus(Duration.ofDays(1)))).isEqualTo("2026-11-24T03:00:00Z");
  }

  @Test
  void showsWhatIsLongAndHostileAsText() {
    Cause cause = Cause.of(
        "LONG_" + "CODE_".repeat(50) + "X",
        FaultClass.TRANSIENT,
        "<b>" + "message".repeat(100),
        "\"'><script>" + "remedy".repeat(100));
    var down = new ShardFacts.Down("0-5460,".repeat(30), "n".repeat(200) + ":1", "LOADING", SINCE);
    Check check = Check.of(
        "a-check-with-a-name-" + "that-is-long-".repeat(10),
        true,
        HealthSnapshot.of(Status.UNHEALTHY, cause, SINCE)
            .withFacts(FACTS
                .withVersion("7".repeat(40))
                .withShards(ShardFacts.of(900, 1, 16_384, 9, Collections.nCopies(16, down)))));
    for (int i = 0; i < 200; i++) {
      history.checkChanged(check, Status.STARTING);
      now = now.plusSeconds(15);
    }
    var report = HealthReport.of(Status.UNHEALTHY, SINCE, List.of(check));
    var service = new ServiceFacts(
        "", "v".repeat(128), "i".repeat(36), "rediss://" + "h".repeat(253), Map.of(), List.of());
    HealthView view = HealthView.full(report, service, recent, now);
    String page = HealthPage.of(view, "h".repeat(253), true, true);
    assertThat(page)
        .contains(cause.code(), "&lt;b&gt;message", "&quot;'&gt;&lt;script&gt;remedy")
        .doesNotContain("<b>message", "<script");
    Golden.check("health-long.html", page);
  }

  @Test
  void saysNothingTwice() {
    var report = HealthReport.of(
        Status.UNHEALTHY, SINCE, List.of(check(Status.UNHEALTHY, Fault.LOADING, SINCE)));
    var none = new Recent(history, name -> Optional.empty());
    String text = VerboseText.of(HealthView.full(report, SERVICE, none, now), "h");
    assertThat(text.split("LOADING", -1)).hasSize(2);
    assertThat(text.split("unhealthy", -1)).hasSize(2);
    assertThat(text.split("03:00:00Z", -1)).hasSize(2);
  }

  @Test
  void doesNotWaitForAResultWithoutChecks() {
    var report = HealthReport.of(Status.HEALTHY, SINCE, List.of());
    var service = new ServiceFacts("", "", "0b7c5a52", "", Map.of(), List.of());
    assertThat(VerboseText.of(HealthView.full(report, service, recent, now.plusSeconds(5)), "h"))
        .isEqualTo("h  healthy  for 5 s (since 03:00:00Z)\nprocess\n  instanceId  0b7c5a52\n");
  }
}
