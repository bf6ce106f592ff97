package ai.hokusai.health.state;

import static ai.hokusai.health.state.Results.START;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.schedule.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** What holds for every series of results, whatever the thresholds are. */
final class HealthStatePropertyTest {

  @Property
  void theStreakIsTheRunOfEqualResultsAtTheEnd(@ForAll("series") List<ProbeResult> results) {
    Streak streak = last(results, Thresholds.DEFAULT).streak();

    assertThat(streak.successes()).isEqualTo(run(results, HealthStatePropertyTest::isSuccess));
    assertThat(streak.failures()).isEqualTo(run(results, each -> !isSuccess(each)));
  }

  @Property
  void onlyConsecutiveResultsDecideAndTheyAlwaysDo(
      @ForAll("series") List<ProbeResult> results, @ForAll("thresholds") Thresholds thresholds) {
    HealthState before = HealthState.initial(START);
    for (ProbeResult result : results) {
      HealthState after = before.next(result, thresholds);
      boolean rises = after.streak().successes() >= thresholds.rise();
      boolean falls = after.streak().failures() >= thresholds.fall();
      if (before.phase() != Phase.STARTING) {
        Phase expected = rises ? Phase.UP : falls ? Phase.DOWN : before.phase();
        assertThat(after.phase()).isEqualTo(expected);
      }
      before = after;
    }
  }

  @Property
  void theFirstSuccessAndTheFirstFaultToCorrectCountAtOnce(
      @ForAll("series") List<ProbeResult> results, @ForAll("thresholds") Thresholds thresholds) {
    HealthState state = HealthState.initial(START);
    for (ProbeResult result : results) {
      state = state.next(result, thresholds);
      Cause fault = result.fault();
      if (fault == null) {
        assertThat(state.phase()).isEqualTo(Phase.UP);
        return;
      }
      if (fault.faultClassWhileStarting() == FaultClass.CONFIG) {
        assertThat(state.phase()).isEqualTo(Phase.DOWN);
        return;
      }
      assertThat(state.failure()).isEqualTo(result);
      if (state.phase() == Phase.DOWN) {
        assertThat(state.streak().failures()).isEqualTo(thresholds.fall());
        return;
      }
    }
  }

  @Property
  void aFaultIsShownExactlyWhileRedisIsNotUp(@ForAll("series") List<ProbeResult> results) {
    HealthState state = last(results, Thresholds.DEFAULT);
    List<ProbeResult> failures =
        results.stream().filter(each -> !isSuccess(each)).toList();

    if (state.phase() == Phase.UP || failures.isEmpty()) {
      assertThat(state.shownFailure()).isNull();
    } else {
      assertThat(state.shownFailure()).isEqualTo(failures.get(failures.size() - 1));
    }
  }

  @Property
  void flappingIsFourTransitionsInFiveMinutesAndDecidesNothing(
      @ForAll("series") List<ProbeResult> results) {
    HealthState state = HealthState.initial(START);
    List<Instant> transitions = new ArrayList<>();
    for (ProbeResult result : results) {
      HealthState next = state.next(result, Thresholds.DEFAULT);
      if (next.phase() != state.phase() && state.phase() != Phase.STARTING) {
        transitions.add(result.at());
      }
      Instant limit = result.at().minus(Duration.ofMinutes(5));
      long recent = transitions.stream().filter(each -> !each.isBefore(limit)).count();
      assertThat(next.isFlapping()).isEqualTo(recent >= 4);
      assertThat(next.transitions().total()).isEqualTo(transitions.size());
      state = next;
    }
  }

  @Property
  void everyPauseStaysInItsBounds(
      @ForAll("series") List<ProbeResult> results,
      @ForAll @DoubleRange(min = 0, max = 1) double jitter) {
    HealthState state = HealthState.initial(START);
    for (ProbeResult result : results) {
      state = state.next(result, Thresholds.DEFAULT);
      Duration pause = state.pause(Schedule.DEFAULT, result.at(), jitter);
      assertThat(pause).isBetween(Duration.ofMillis(200), Duration.ofSeconds(3));
      assertThat(pause.plus(Schedule.DEFAULT.deadline())).isLessThan(Schedule.DEFAULT.staleAfter());
      if (state.phase() == Phase.UP && !state.isChanging()) {
        assertThat(pause).isBetween(Duration.ofMillis(1_350), Duration.ofMillis(1_500));
      }
    }
  }

  private static HealthState last(List<ProbeResult> results, Thresholds thresholds) {
    HealthState state = HealthState.initial(START);
    for (ProbeResult result : results) {
      state = state.next(result, thresholds);
    }
    return state;
  }

  private static int run(List<ProbeResult> results, Predicate<ProbeResult> kind) {
    int length = 0;
    for (ProbeResult result : results) {
      length = kind.test(result) ? length + 1 : 0;
    }
    return length;
  }

  private static boolean isSuccess(ProbeResult result) {
    return result.fault() == null;
  }

  @Provide
  Arbitrary<Thresholds> thresholds() {
    Arbitrary<Integer> count = Arbitraries.integers().between(1, 4);
    return Combinators.combine(count, count).as(Thresholds::new);
  }

  /** Results in the order of time, often several of a kind in a row, as outages are. */
  @Provide
  Arbitrary<List<ProbeResult>> series() {
    Arbitrary<String> letters = Arbitraries.of("+", "++", "+++", "t", "tt", "ttt", "tttt", "c", "n")
        .list()
        .ofMaxSize(20)
        .map(runs -> String.join("", runs));
    return letters.flatMap(text -> Arbitraries.integers()
        .between(1, 30)
        .list()
        .ofSize(text.length())
        .map(gaps -> inTime(text, gaps)));
  }

  private static List<ProbeResult> inTime(String letters, List<Integer> gaps) {
    List<ProbeResult> results = new ArrayList<>();
    int seconds = 0;
    for (int i = 0; i < letters.length(); i++) {
      seconds += gaps.get(i);
      results.add(Results.of(letters.charAt(i), seconds));
    }
    return results;
  }
}
