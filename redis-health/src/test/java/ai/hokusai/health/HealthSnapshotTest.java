package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.classify.Trace;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.schedule.Thresholds;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.traffic.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class HealthSnapshotTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration TOOK = Duration.ofMillis(3);

  @Test
  void keepsEveryValueThatIsNotReplaced() {
    Trace trace = Trace.of(new IllegalStateException());
    var tally = Tally.of(1, 0, 2, false, START);
    Requests requests = Requests.initial(false);
    List<UnaryOperator<HealthSnapshot>> changes = List.of(
        snapshot -> snapshot.withCheckedAt(at(1)),
        snapshot -> snapshot.withDuration(TOOK),
        snapshot -> snapshot.withTrace(trace),
        snapshot -> snapshot.withTally(tally),
        snapshot -> snapshot.withWarnings(List.of(Fault.AUTH_NOT_NEEDED)),
        snapshot -> snapshot.withFacts(RedisFacts.NONE),
        snapshot -> snapshot.withRequests(requests));

    HealthSnapshot snapshot = HealthSnapshot.of(Status.DEGRADED, Fault.SLOW, START);
    for (UnaryOperator<HealthSnapshot> change : changes) {
      HealthSnapshot changed = change.apply(snapshot);
      assertThat(changed).isNotEqualTo(snapshot).isEqualTo(change.apply(snapshot));
      assertThat(changed).hasSameHashCodeAs(change.apply(snapshot));
      snapshot = changed;
    }

    assertThat(snapshot.status()).isEqualTo(Status.DEGRADED);
    assertThat(snapshot.cause()).isEqualTo(Fault.SLOW);
    assertThat(snapshot.since()).isEqualTo(START);
    assertThat(snapshot.checkedAt()).isEqualTo(at(1));
    assertThat(snapshot.duration()).isEqualTo(TOOK);
    assertThat(snapshot.trace()).isEqualTo(trace);
    assertThat(snapshot.tally()).isEqualTo(tally);
    assertThat(snapshot.warnings()).containsExactly(Fault.AUTH_NOT_NEEDED);
    assertThat(snapshot.facts()).isEqualTo(RedisFacts.NONE);
    assertThat(snapshot.requests()).isEqualTo(requests);
  }

  @Test
  void isStartingBeforeTheFirstResult() {
    assertThat(CheckEntry.snapshot(after("")))
        .isEqualTo(HealthSnapshot.of(Status.STARTING, Fault.NOT_CHECKED_YET, START));
  }

  @Test
  void namesAFaultThatDecidesNothingWhileStarting() {
    assertThat(CheckEntry.snapshot(after("-")))
        .isEqualTo(HealthSnapshot.of(Status.STARTING, Fault.LOADING, START)
            .withCheckedAt(at(1))
            .withDuration(TOOK)
            .withTally(Tally.of(0, 1, 0, false, null)));
  }

  @Test
  void isHealthyWithTheFirstSuccess() {
    assertThat(CheckEntry.snapshot(after("+")))
        .isEqualTo(HealthSnapshot.of(Status.HEALTHY, null, at(1))
            .withCheckedAt(at(1))
            .withDuration(TOOK)
            .withTally(Tally.of(1, 0, 0, false, at(1))));
  }

  @Test
  void staysHealthyWhileSingleFailuresDecideNothing() {
    assertThat(CheckEntry.snapshot(after("+--")))
        .isEqualTo(HealthSnapshot.of(Status.HEALTHY, null, at(1))
            .withCheckedAt(at(3))
            .withDuration(TOOK)
            .withTally(Tally.of(0, 2, 0, false, at(1))));
  }

  @Test
  void isUnhealthyOnceThatIsDecided() {
    assertThat(CheckEntry.snapshot(after("+---")))
        .isEqualTo(HealthSnapshot.of(Status.UNHEALTHY, Fault.LOADING, at(4))
            .withCheckedAt(at(4))
            .withDuration(TOOK)
            .withTally(Tally.of(0, 3, 1, false, at(1))));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HEALTHY")
  void hasACauseWhereItIsNotHealthy(Status status) {
    assertThatThrownBy(() -> HealthSnapshot.of(status, null, START))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every status other than healthy has a cause");
  }

  @Test
  void namesFlappingBeforeACertificateThatExpiresSoon() {
    HealthSnapshot flapping =
        CheckEntry.snapshot(after("+---++---++").next(expiring(12), Thresholds.DEFAULT));

    assertThat(flapping.cause()).extracting(Cause::code).isEqualTo("FLAPPING");
    assertThat(flapping.warnings()).contains(Fault.TLS_CERTIFICATE_EXPIRING);
  }

  @Test
  void keepsWhereTheFailureBehindTheCauseWasThrown() {
    HealthState state = after("")
        .resume(ProbeResult.internalError(new IllegalStateException("secret"), TOOK, at(1)));

    HealthSnapshot snapshot = CheckEntry.snapshot(state);

    assertThat(snapshot.trace()).hasToString("java.lang.IllegalStateException");
    assertThat(snapshot.toString())
        .contains("INTERNAL_ERROR", "java.lang.IllegalStateException")
        .doesNotContain("secret");
    assertThat(CheckEntry.snapshot(after("---+")).trace()).isNull();
  }

  @Test
  void isDegradedWhereRedisGoesAndComes() {
    assertThat(CheckEntry.snapshot(after("+---++---++")))
        .isEqualTo(HealthSnapshot.of(
                Status.DEGRADED,
                Fault.FLAPPING.with(
                    "2 outages ended within the last five minutes; the last one had the code"
                        + " LOADING",
                    Fault.FLAPPING.remedy()),
                at(11))
            .withCheckedAt(at(11))
            .withDuration(TOOK)
            .withTally(Tally.of(2, 0, 4, true, at(11))));
  }

  @Test
  void isDegradedWhileACertificateEndsSoon() {
    HealthSnapshot snapshot =
        CheckEntry.snapshot(HealthState.initial(START).next(expiring(1), Thresholds.DEFAULT));

    assertThat(snapshot)
        .isEqualTo(HealthSnapshot.of(Status.DEGRADED, Fault.TLS_CERTIFICATE_EXPIRING, at(1))
            .withCheckedAt(at(1))
            .withDuration(TOOK)
            .withTally(Tally.of(1, 0, 0, false, at(1)))
            .withWarnings(List.of(Fault.AUTH_NOT_NEEDED, Fault.TLS_CERTIFICATE_EXPIRING))
            .withFacts(RedisFacts.NONE));
  }

  @Test
  void staysDegradedWhileASingleFailureDecidesNothing() {
    HealthSnapshot snapshot = CheckEntry.snapshot(HealthState.initial(START)
        .next(expiring(1), Thresholds.DEFAULT)
        .next(ProbeResult.failure(Fault.READ_TIMEOUT, TOOK, at(2)), Thresholds.DEFAULT));

    assertThat(snapshot.status()).isEqualTo(Status.DEGRADED);
    assertThat(snapshot.cause()).isEqualTo(Fault.TLS_CERTIFICATE_EXPIRING);
    assertThat(snapshot.warnings())
        .containsExactly(Fault.AUTH_NOT_NEEDED, Fault.TLS_CERTIFICATE_EXPIRING);
  }

  @Test
  void aWarningNeverHidesThatRedisIsDown() {
    HealthState state = HealthState.initial(START)
        .next(expiring(1), Thresholds.DEFAULT)
        .resume(ProbeResult.failure(Fault.READ_TIMEOUT, TOOK, at(60)));

    assertThat(CheckEntry.snapshot(state).status()).isEqualTo(Status.UNHEALTHY);
    assertThat(CheckEntry.snapshot(state).cause()).isEqualTo(Fault.READ_TIMEOUT);
  }

  @Test
  void otherWarningsDoNotDegrade() {
    HealthSnapshot snapshot = CheckEntry.snapshot(HealthState.initial(START)
        .next(
            ProbeResult.success(TOOK, at(1)).with(List.of(Fault.AUTH_NOT_NEEDED), RedisFacts.NONE),
            Thresholds.DEFAULT));

    assertThat(snapshot.status()).isEqualTo(Status.HEALTHY);
    assertThat(snapshot.cause()).isNull();
    assertThat(snapshot.warnings()).containsExactly(Fault.AUTH_NOT_NEEDED);
  }

  @Test
  void isDegradedByLongRoundTripsWithWhatTheyTake() {
    Cause slow = Fault.SLOW.with("one takes 300 ms", "raise it to 3s");
    HealthSnapshot snapshot = CheckEntry.snapshot(HealthState.initial(START)
        .next(
            ProbeResult.success(TOOK, at(1)).with(List.of(slow), RedisFacts.NONE),
            Thresholds.DEFAULT));

    assertThat(snapshot.status()).isEqualTo(Status.DEGRADED);
    assertThat(snapshot.cause()).isEqualTo(slow);
  }

  @Test
  void keepsWarningsAndFactsOnceStale() {
    HealthSnapshot stale = CheckEntry.snapshot(
            HealthState.initial(START).next(expiring(1), Thresholds.DEFAULT))
        .stale(at(17), Fault.PROBE_STALLED);

    assertThat(stale.cause()).isEqualTo(Fault.PROBE_STALLED);
    assertThat(stale.warnings()).hasSize(2);
    assertThat(stale.facts()).isSameAs(RedisFacts.NONE);
  }

  private static ProbeResult expiring(long seconds) {
    return ProbeResult.success(TOOK, at(seconds))
        .with(List.of(Fault.AUTH_NOT_NEEDED, Fault.TLS_CERTIFICATE_EXPIRING), RedisFacts.NONE);
  }

  @Test
  void flappingNeverHidesThatRedisIsDown() {
    HealthSnapshot down = CheckEntry.snapshot(after("+---++---++---"));

    assertThat(down.status()).isEqualTo(Status.UNHEALTHY);
    assertThat(down.cause()).isEqualTo(Fault.LOADING);
    assertThat(down.tally()).isEqualTo(Tally.of(0, 3, 5, true, at(11)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"'', false", "-, false", "+, true", "+--, true", "+---, false", "+---++---++, true"})
  void isUsableByStatus(String results, boolean isUsable) {
    assertThat(CheckEntry.snapshot(after(results)).isUsable()).isEqualTo(isUsable);
  }

  @Test
  void cannotBeUsedOnceStale() {
    assertThat(
            CheckEntry.snapshot(after("+")).stale(at(20), Fault.PROBE_STALLED).isUsable())
        .isFalse();
  }

  @Test
  void saysSomethingElseWithAnotherStatusOrAnotherCode() {
    HealthSnapshot down = CheckEntry.snapshot(after("---"));

    assertThat(down.hasSameStatusAs(CheckEntry.snapshot(after("+----")))).isTrue();
    assertThat(down.hasSameStatusAs(CheckEntry.snapshot(after("-")))).isFalse();
    assertThat(down.hasSameStatusAs(CheckEntry.snapshot(after("+")))).isFalse();
    assertThat(down(Cause.of("A", FaultClass.SERVER, "first", "wait"))
            .hasSameStatusAs(down(Cause.of("A", FaultClass.SERVER, "second", "wait"))))
        .isTrue();
    assertThat(down(Cause.of("A", FaultClass.SERVER, "first", "wait"))
            .hasSameStatusAs(down(Cause.of("B", FaultClass.SERVER, "first", "wait"))))
        .isFalse();
  }

  private static HealthSnapshot down(Cause cause) {
    return CheckEntry.snapshot(
        HealthState.initial(START).resume(ProbeResult.failure(cause, TOOK, at(1))));
  }

  private static HealthState after(String results) {
    HealthState state = HealthState.initial(START);
    for (int i = 0; i < results.length(); i++) {
      Fault fault = results.charAt(i) == '+' ? null : Fault.LOADING;
      state = state.next(new ProbeResult(fault, TOOK, at(i + 1), null), Thresholds.DEFAULT);
    }
    return state;
  }

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }
}
