package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every series of results of two critical and two optional checks. */
final class AggregationPropertyTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final String KINDS = "CoCo";
  private static final long STALE = Duration.ofSeconds(25).toNanos();

  /** One result of one check, so many seconds after the one before. */
  record Step(int check, boolean isSuccess, int gap) {}

  @Property
  void degradedIsImpossibleWhileACriticalCheckFails(@ForAll("series") List<Step> series) {
    follow(start(), series, (before, now) -> {
      boolean fails = now.checks().stream()
          .anyMatch(each -> each.isCritical() && each.snapshot().status() == Status.UNHEALTHY);
      assertThat(now.status() == Status.UNHEALTHY).isEqualTo(fails);
      if (now.status() == Status.DEGRADED) {
        assertThat(now.checks())
            .allMatch(each -> !each.isCritical() || each.snapshot().isUsable());
      }
    });
  }

  @Property
  void anOptionalCheckNeverTakesTheServiceDown(@ForAll("series") List<Step> series) {
    List<Step> optional = series.stream().filter(each -> each.check() % 2 == 1).toList();
    HealthStore.State up = start()
        .after(0, ProbeResult.success(Duration.ZERO, START), false, 0)
        .after(2, ProbeResult.success(Duration.ZERO, START), false, 0);

    follow(
        up,
        optional,
        (before, now) -> assertThat(now.checks().stream()
                .filter(Check::isCritical)
                .anyMatch(each -> each.snapshot().status() == Status.STALE))
            .isEqualTo(!now.status().isUsable()));
  }

  @Property
  void nothingUndoesDraining(
      @ForAll("series") List<Step> earlier, @ForAll("series") List<Step> later) {
    HealthStore.State draining =
        follow(start(), earlier, (before, now) -> {}).draining(START.minusSeconds(1));

    follow(draining, later, (before, now) -> {
      assertThat(now.status()).isEqualTo(Status.DRAINING);
      assertThat(now.since()).isEqualTo(START.minusSeconds(1));
    });
  }

  @Property
  void noSeriesOfResultsLeavesAStaleSnapshotHealthy(
      @ForAll("series") List<Step> series, @ForAll @IntRange(min = 1) int nanosBeyond) {
    HealthStore.State last = follow(start(), series, (before, now) -> {});
    long seconds = series.stream().mapToLong(Step::gap).sum();

    HealthReport stale =
        last.asOf(Duration.ofSeconds(seconds).toNanos() + STALE + nanosBeyond).report();
    assertThat(stale.status()).isEqualTo(Status.STALE);
    assertThat(stale.cause()).hasValue(Fault.PROBE_STALLED);
    assertThat(stale.checks()).allMatch(each -> each.snapshot().status() == Status.STALE);
  }

  @Property
  void aLastingStatusKeepsItsBeginning(@ForAll("series") List<Step> series) {
    follow(start(), series, (before, now) -> {
      boolean goesOn = before.status() == now.status();
      assertThat(now.since().equals(before.since()) || !goesOn).isTrue();
      assertThat(now.since()).isBeforeOrEqualTo(START.plusSeconds(20L * 40));
    });
  }

  private static HealthStore.State start() {
    return Checks.view(KINDS, START, 0);
  }

  /** Takes the results in as the store does; whoever looks on sees the report as a reader does. */
  private static HealthStore.State follow(
      HealthStore.State first, List<Step> series, BiConsumer<HealthReport, HealthReport> onlooker) {
    HealthStore.State view = first;
    long seconds = 0;
    for (Step step : series) {
      seconds += step.gap();
      long nanos = Duration.ofSeconds(seconds).toNanos();
      HealthStore.State before = view.asOf(nanos);
      view = before.after(step.check(), result(step, START.plusSeconds(seconds)), false, nanos);
      onlooker.accept(before.report(), view.report());
    }
    return view;
  }

  private static ProbeResult result(Step step, Instant at) {
    return step.isSuccess()
        ? ProbeResult.success(Duration.ZERO, at)
        : ProbeResult.failure(Fault.LOADING, Duration.ZERO, at);
  }

  @Provide
  Arbitrary<List<Step>> series() {
    return Combinators.combine(
            Arbitraries.integers().between(0, KINDS.length() - 1),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 20))
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }
}
