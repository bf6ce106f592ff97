package ai.hokusai.health.traffic;

import static ai.hokusai.health.traffic.Operation.CONNECT;
import static ai.hokusai.health.traffic.Operation.READ;
import static ai.hokusai.health.traffic.Operation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.traffic.Verdict.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The judgement of requests, looked at as a monitor does, with a clock of its own. */
final class RequestsTest {
  private static final long SECOND = 1_000_000_000;

  private long now;
  private long sinceProbe = Outcomes.NEVER;
  private final Traffic traffic = new Traffic(() -> now);
  private Requests requests = Requests.NONE;

  @ParameterizedTest
  @CsvSource({
    "4, 4, OK",
    "5, 5, FAILING",
    "5, 100, FAILING",
    "5, 101, OK",
    "19, 19, FAILING",
    "20, 40, REFUSED",
    "20, 41, FAILING",
    "80, 80, REFUSED"
  })
  void judgesByCountAndRate(int failures, int attempts, Level level) {
    record(READ, null, attempts - failures);
    record(READ, Fault.READ_TIMEOUT, failures);
    look();

    assertThat(requests.reads().level()).isEqualTo(level);
    assertThat(requests.writes()).isEqualTo(Verdict.OK);
  }

  @ParameterizedTest
  @CsvSource({"19, OK", "20, FAILING", "100, FAILING"})
  void namesFailuresInARowThatAreFewOfMany(int failures, Level level) {
    record(WRITE, null, 10_000);
    record(WRITE, Fault.READONLY_REPLICA, failures);
    look();

    assertThat(requests.writes().level()).isEqualTo(level);
  }

  @Test
  void countsNoStreakThatASuccessEnded() {
    record(WRITE, null, 10_000);
    record(WRITE, Fault.READONLY_REPLICA, 15);
    record(WRITE, null, 1);
    record(WRITE, Fault.READONLY_REPLICA, 15);
    look();

    assertThat(requests.writes()).isEqualTo(Verdict.OK);
  }

  @Test
  void saysHowManyOfHowManyFailed() {
    record(WRITE, null, 1);
    record(WRITE, Fault.OUT_OF_MEMORY, 79);
    look();

    assertThat(requests.writes()).isEqualTo(Verdict.of(Level.REFUSED, Fault.OUT_OF_MEMORY, 79, 80));
    assertThat(requests.reads()).isEqualTo(Verdict.OK);
    assertThat(requests.worst()).isEqualTo(requests.writes());
    assertThat(requests.isUsable()).isFalse();
  }

  @Test
  void isOfUseWithoutWritesWhereTheyAreNotRequired() {
    requests = Requests.initial(false);
    record(WRITE, Fault.OUT_OF_MEMORY, 20);
    look();

    assertThat(requests.writes().level()).isEqualTo(Level.REFUSED);
    assertThat(requests.isUsable()).isTrue();
  }

  @Test
  void neverGivesUpForConnectionsAlone() {
    record(CONNECT, Fault.AUTH_FAILED, 100);
    look();

    assertThat(requests.connections())
        .isEqualTo(Verdict.of(Level.FAILING, Fault.AUTH_FAILED, 100, 100));
    assertThat(requests.isUsable()).isTrue();
  }

  @Test
  void ignoresASingleClosedConnection() {
    record(READ, null, 1);
    record(READ, Fault.CONNECTION_CLOSED, 8);
    look();

    assertThat(requests).isEqualTo(Requests.NONE);
  }

  @Test
  void recoversWithSuccessesInTwoSteps() {
    record(WRITE, Fault.OUT_OF_MEMORY, 40);
    look();
    pass(SECOND / 2);
    record(WRITE, null, 5);
    look();
    assertThat(requests.writes().level()).isEqualTo(Level.REFUSED);

    pass(SECOND / 2);
    look();
    assertThat(requests.writes().level()).isEqualTo(Level.FAILING);
    assertThat(requests.isUsable()).isTrue();

    pass(9 * SECOND + SECOND / 4);
    look();
    assertThat(requests.writes()).isEqualTo(Verdict.OK);
  }

  @Test
  void aRefusalStaysWithoutASuccess() {
    record(WRITE, Fault.OUT_OF_MEMORY, 40);
    look();
    pass(29 * SECOND);
    look();
    assertThat(requests.writes().level()).isEqualTo(Level.REFUSED);
  }

  @Test
  void isTriedAgainAfterHalfAMinuteWithoutAnyRequest() {
    record(WRITE, Fault.OUT_OF_MEMORY, 40);
    look();
    pass(30 * SECOND);
    look();
    assertThat(requests.writes()).isEqualTo(Verdict.of(Level.FAILING, Fault.OUT_OF_MEMORY, 40, 40));
    assertThat(requests.isUsable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "READ, READ_TIMEOUT, true",
    "READ, POOL_EXHAUSTED, true",
    "READ, NO_PERMISSION, false",
    "WRITE, OUT_OF_MEMORY, false",
    "WRITE, NOT_ENOUGH_REPLICAS, false",
    "WRITE, NO_PERMISSION, false",
    "CONNECT, AUTH_FAILED, false"
  })
  void aProbeEndsWhatItWouldSeeWhileThereAreNoRequests(
      Operation operation, Fault fault, boolean isEnded) {
    record(operation, fault, 20);
    look();
    pass(10 * SECOND);
    sinceProbe = SECOND;
    look();

    assertThat(requests.of(operation).level() == Level.OK).isEqualTo(isEnded);
  }

  @Test
  void aProbeDoesNotEndWhatRequestsStillSee() {
    record(READ, Fault.READ_TIMEOUT, 20);
    sinceProbe = 1;
    look();
    pass(5 * SECOND);
    look();

    assertThat(requests.reads().level()).isEqualTo(Level.REFUSED);
  }

  @Test
  void theEndOfAnOutageEndsWhatTheProbesSaw() {
    record(READ, Fault.READ_TIMEOUT, 20);
    record(WRITE, Fault.OUT_OF_MEMORY, 20);
    look();
    requests = requests.afterRecoveryFrom(Fault.READ_TIMEOUT);

    assertThat(requests.reads()).isEqualTo(Verdict.OK);
    assertThat(requests.writes().level()).isEqualTo(Level.REFUSED);
    assertThat(requests.afterRecoveryFrom(Fault.OUT_OF_MEMORY).writes()).isEqualTo(Verdict.OK);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"OUT_OF_MEMORY", "NOT_ENOUGH_REPLICAS", "READONLY_REPLICA", "PERSISTENCE_ERROR"})
  void aFaultOfWritesRefusesNoReads(Fault fault) {
    Requests refused = Requests.NONE.refusedFor(fault);

    assertThat(refused.reads()).isEqualTo(Verdict.OK);
    assertThat(refused.writes()).isEqualTo(Verdict.of(Level.REFUSED, fault, 0, 0));
    assertThat(refused.writes().attempts()).isZero();
  }

  @Test
  void anyOtherFaultRefusesBoth() {
    Requests refused = Requests.NONE.refusedFor(Fault.READ_TIMEOUT);

    assertThat(refused.reads().level()).isEqualTo(Level.REFUSED);
    assertThat(refused.writes().level()).isEqualTo(Level.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({"MASTERDOWN, READONLY_REPLICA, 20", "CONNECT_REFUSED, CONNECT_REFUSED, 0"})
  void writesKeepTheirOwnCodeWhereTheServerReplies(Fault probed, Fault code, int failures) {
    record(WRITE, null, 10_000);
    record(WRITE, Fault.READONLY_REPLICA, 20);
    look();
    Requests refused = requests.refusedFor(probed);

    assertThat(refused.reads()).isEqualTo(Verdict.of(Level.REFUSED, probed, 0, 0));
    assertThat(refused.writes())
        .isEqualTo(Verdict.of(Level.REFUSED, code, failures, failures == 0 ? 0 : 10_020));
  }

  @Test
  void silenceTakesFiveFailuresInARowAndNoSuccessForAWhile() {
    record(READ, null, 50);
    record(WRITE, null, 20);
    pass(2 * SECOND);
    record(READ, Fault.READ_TIMEOUT, 3);
    record(WRITE, Fault.READ_TIMEOUT, 1);
    assertThat(isSilent()).isFalse();
    record(READ, Fault.READ_TIMEOUT, 1);
    assertThat(isSilent()).isTrue();
    record(WRITE, null, 1);
    assertThat(isSilent()).isFalse();
  }

  @Test
  void aStallThatHasEndedIsNoSilence() {
    record(READ, Fault.READ_TIMEOUT, 5);
    pass(2 * SECOND);

    assertThat(isSilent()).isFalse();
  }

  @Test
  void failuresWithinAShortStallAreNoSilence() {
    record(READ, null, 1);
    pass(3 * SECOND / 2);
    record(READ, Fault.READ_TIMEOUT, 10);

    assertThat(isSilent()).isFalse();
  }

  private boolean isSilent() {
    return traffic.evidence(now, -SECOND, sinceProbe).showsSilence();
  }

  private void look() {
    requests = requests.next(traffic.evidence(now, -SECOND, sinceProbe));
  }

  private void pass(long nanos) {
    now += nanos;
  }

  private void record(Operation operation, @Nullable Cause cause, int times) {
    for (int i = 0; i < times; i++) {
      traffic.record(operation, cause, 1_000);
    }
  }
}
