package ai.hokusai.health.state;

import static ai.hokusai.health.state.Results.START;
import static ai.hokusai.health.state.Results.after;
import static ai.hokusai.health.state.Results.at;
import static ai.hokusai.health.state.Results.failure;
import static ai.hokusai.health.state.Results.success;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.schedule.Thresholds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthStateTest {
  private static final Transitions NO_TRANSITIONS = new Transitions(0, List.of(), null);

  @Test
  void isStartingBeforeTheFirstResult() {
    assertThat(HealthState.initial(START))
        .isEqualTo(new HealthState(
            Phase.STARTING, START, new Streak(0, 0), NO_TRANSITIONS, null, null, null));
  }

  @Test
  void isUpWithTheFirstSuccess() {
    assertThat(after("+"))
        .isEqualTo(new HealthState(
            Phase.UP, at(1), new Streak(1, 0), NO_TRANSITIONS, success(1), null, success(1)));
  }

  @Test
  void showsAFaultThatDecidesNothingWhileStarting() {
    assertThat(after("tt"))
        .isEqualTo(new HealthState(
            Phase.STARTING,
            START,
            new Streak(0, 2),
            NO_TRANSITIONS,
            failure(Fault.READ_TIMEOUT, 2),
            failure(Fault.READ_TIMEOUT, 2),
            null));
  }

  @Test
  void hidesAFaultThatDecidesNothingWhileUp() {
    assertThat(after("+tt"))
        .isEqualTo(new HealthState(
            Phase.UP,
            at(1),
            new Streak(0, 2),
            NO_TRANSITIONS,
            failure(Fault.READ_TIMEOUT, 3),
            failure(Fault.READ_TIMEOUT, 3),
            success(1)));
    assertThat(after("+tt").shownFailure()).isNull();
    assertThat(after("+tt+").failure()).isNull();
    assertThat(after("tt").shownFailure()).isEqualTo(failure(Fault.READ_TIMEOUT, 2));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "+thh, READ_TIMEOUT", "+thhhh, READ_TIMEOUT", "+thh+h, READ_TIMEOUT",
    "+hhh, TLS_HANDSHAKE_TIMEOUT", "+hht, READ_TIMEOUT", "+thc, AUTH_FAILED",
    "+tch, TLS_HANDSHAKE_TIMEOUT", "+t+hhh, TLS_HANDSHAKE_TIMEOUT", "hh, TLS_HANDSHAKE_TIMEOUT"
  })
  void namesAHangByWhatWasSeenOnTheConnectionThatWorked(String results, Fault fault) {
    assertThat(after(results).shownFailure()).extracting(ProbeResult::fault).isEqualTo(fault);
  }

  @Test
  void isDownSinceTheFailureThatDecided() {
    assertThat(after("+ttct"))
        .isEqualTo(new HealthState(
            Phase.DOWN,
            at(4),
            new Streak(0, 4),
            new Transitions(1, List.of(at(4)), null),
            failure(Fault.READ_TIMEOUT, 5),
            failure(Fault.READ_TIMEOUT, 5),
            success(1)));
  }

  @Test
  void keepsTheFaultUntilRecoveryIsDecided() {
    assertThat(after("c+"))
        .isEqualTo(new HealthState(
            Phase.DOWN,
            at(1),
            new Streak(1, 0),
            NO_TRANSITIONS,
            success(2),
            failure(Fault.AUTH_FAILED, 1),
            success(2)));
    assertThat(after("c++").failure()).isNull();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "+, U",
    "t, S",
    "tt, S",
    "ttt, D",
    "tttt, D",
    "c, D",
    "n, D",
    "tc, D",
    "tn, D",
    "t+, U",
    "tt+, U",
    "ttt+, D",
    "ttt++, U",
    "c+, D",
    "c++, U",
    "c+t, D",
    "c+t+, D",
    "c+t++, U",
    "+t, U",
    "+tt, U",
    "+ttt, D",
    "+c, U",
    "+cc, U",
    "+ccc, D",
    "+n, U",
    "+tcn, D",
    "+tt+tt, U",
    "+tt+tt+ttt, D",
    "+ttt+, D",
    "+ttt++, U",
    "+ttt+t+, D",
    "+ttt+t++, U",
    "+ttt++tt, U",
    "+ttt++ttt, D"
  })
  void decides(String results, char phase) {
    assertThat(after(results).phase().name().charAt(0)).isEqualTo(phase);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "'', true",
    "t, true",
    "+, false",
    "++, false",
    "+t, true",
    "+t+, false",
    "+ttt, false",
    "c, false",
    "c+, true",
    "c++, false",
    "c+t, false"
  })
  void knowsWhetherItMayChange(String results, boolean isChanging) {
    assertThat(after(results).isChanging()).isEqualTo(isChanging);
  }

  @Test
  void countsNoTransitionForTheFirstDecision() {
    assertThat(after("ttt").transitions()).isEqualTo(NO_TRANSITIONS);
    assertThat(after("ttt++").transitions())
        .isEqualTo(new Transitions(1, List.of(at(5)), Fault.READ_TIMEOUT));
    assertThat(after("ttt+++").transitions())
        .isEqualTo(new Transitions(1, List.of(at(5)), Fault.READ_TIMEOUT));
  }

  @Test
  void flapsWithTheFourthTransition() {
    assertThat(after("").isFlapping()).isFalse();
    assertThat(after("+ttt++ttt+").isFlapping()).isFalse();
    assertThat(after("+ttt++ttt++").isFlapping()).isTrue();
    assertThat(after("c++ttt++ttt").isFlapping()).isTrue();
    assertThat(after("+ttt++ttt++ttt++").isFlapping()).isTrue();
  }

  @Test
  void keepsTheTransitionsOfFiveMinutes() {
    HealthState state = after("+ttt++ttt++ttt++");

    assertThat(state.transitions())
        .isEqualTo(new Transitions(
            6, List.of(at(4), at(6), at(9), at(11), at(14), at(16)), Fault.READ_TIMEOUT));
    assertThat(state.resume(failure(Fault.LOADING, 307)).transitions())
        .isEqualTo(new Transitions(
            7, List.of(at(9), at(11), at(14), at(16), at(307)), Fault.READ_TIMEOUT));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "+ttt++ttt++, 2 outages ended within the last five minutes; the last one had the code READ_TIMEOUT",
    "+ttt++hhh++, 2 outages ended within the last five minutes; the last one had the code TLS_HANDSHAKE_TIMEOUT",
    "+ttt++ttt++ccc++t, 3 outages ended within the last five minutes; the last one had the code AUTH_FAILED"
  })
  void saysHowOftenItWasDownAndWhyLast(String results, String message) {
    assertThat(after(results).flapping())
        .isEqualTo(Fault.FLAPPING.with(
            message,
            "find the code of the last outage in the log and fix its cause; check the "
                + "server for failovers, restarts and overload"));
  }

  @Test
  void isNotFlappingAfterOneOutage() {
    assertThat(after("").flapping()).isNull();
    assertThat(after("+ttt++").flapping()).isNull();
  }

  @Test
  void flapsUntilTheFirstOfFourIsFiveMinutesOld() {
    HealthState flapping = after("+ttt++ttt++");

    assertThat(flapping.next(success(304), Thresholds.DEFAULT).isFlapping()).isTrue();
    assertThat(flapping.next(success(305), Thresholds.DEFAULT).isFlapping()).isFalse();
  }

  @Test
  void countsTheResultAfterASilenceAtOnce() {
    assertThat(after("+tt").resume(failure(Fault.LOADING, 60)))
        .isEqualTo(new HealthState(
            Phase.DOWN,
            at(60),
            new Streak(0, 3),
            new Transitions(1, List.of(at(60)), null),
            failure(Fault.LOADING, 60),
            failure(Fault.LOADING, 60),
            success(1)));
    assertThat(after("+").resume(failure(Fault.LOADING, 60)).phase()).isEqualTo(Phase.DOWN);
    assertThat(after("").resume(failure(Fault.LOADING, 60)).phase()).isEqualTo(Phase.DOWN);
    assertThat(after("ttt").resume(success(60)).phase()).isEqualTo(Phase.UP);
  }

  @Test
  void keepsTheBeginningOfAnOutageThatGoesOnAfterASilence() {
    HealthState state = after("+ttt").resume(failure(Fault.LOADING, 60));

    assertThat(state.since()).isEqualTo(at(4));
    assertThat(state.transitions()).isEqualTo(new Transitions(1, List.of(at(4)), null));
    assertThat(state.resume(success(90)).since()).isEqualTo(at(90));
  }

  @Test
  void restartsAfterASilenceEvenWithoutAChange() {
    assertThat(after("+").resume(success(60)))
        .isEqualTo(new HealthState(
            Phase.UP, at(60), new Streak(2, 0), NO_TRANSITIONS, success(60), null, success(60)));
  }
}
