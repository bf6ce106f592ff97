package ai.hokusai.health.traffic;

import static ai.hokusai.health.traffic.Operation.CONNECT;
import static ai.hokusai.health.traffic.Operation.READ;
import static ai.hokusai.health.traffic.Operation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TrafficTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  // A monotonic clock may begin anywhere.
  private static final long BEGIN = -5 * SECOND - 1;

  private long now = BEGIN;
  private final Traffic traffic = new Traffic(() -> now);

  @Test
  void hasSeenNothingAtFirst() {
    assertThat(outcomes(READ)).isEqualTo(Outcomes.NONE);
    assertThat(traffic.hasSucceeded(READ, now, SECOND)).isFalse();
  }

  @Test
  void countsEachKindOfOperationApart() {
    record(READ, null, 3);
    record(WRITE, Fault.OUT_OF_MEMORY, 2);
    now += SECOND;

    assertThat(outcomes(CONNECT)).isEqualTo(Outcomes.NONE);
    assertThat(outcomes(READ)).isEqualTo(new Outcomes(3, 0, null, 0, SECOND, Outcomes.NEVER));
    assertThat(outcomes(WRITE))
        .isEqualTo(new Outcomes(2, 2, Fault.OUT_OF_MEMORY, 2, Outcomes.NEVER, SECOND));
  }

  @Test
  void dropsResultsThatAreTenSecondsOld() {
    record(READ, Fault.READ_TIMEOUT, 1);
    now += 9 * SECOND + 750 * MILLI;
    assertThat(outcomes(READ).failures()).isEqualTo(1);
    now += 251 * MILLI;
    assertThat(outcomes(READ).failures()).isZero();
  }

  @Test
  void reusesTheSlotOfTenSecondsAgo() {
    record(READ, Fault.READ_TIMEOUT, 5);
    now += 10 * SECOND;
    record(READ, null, 1);

    assertThat(outcomes(READ).attempts()).isEqualTo(1);
  }

  @Test
  void leavesOutWhatEndedBeforeAMoment() {
    record(READ, Fault.READ_TIMEOUT, 5);
    long from = now;
    now += SECOND;
    record(READ, Fault.LOADING, 2);

    assertThat(traffic.outcomes(READ, now, from).failures()).isEqualTo(2);
    assertThat(traffic.outcomes(READ, now, from).cause()).isEqualTo(Fault.LOADING);
  }

  @Test
  void namesTheCodeOfMostFailures() {
    record(READ, Fault.READ_TIMEOUT, 3);
    record(READ, Fault.CONNECT_REFUSED, 4);

    assertThat(outcomes(READ).cause()).isEqualTo(Fault.CONNECT_REFUSED);
  }

  @Test
  void namesTheCauseRatherThanWhatFollowsFromIt() {
    record(READ, Fault.POOL_EXHAUSTED, 80);
    record(READ, Fault.READ_TIMEOUT, 16);

    assertThat(outcomes(READ).cause()).isEqualTo(Fault.READ_TIMEOUT);
  }

  @Test
  void doesNotMistakeARareExceptionForTheCause() {
    record(READ, Fault.POOL_EXHAUSTED, 80);
    record(READ, Fault.READ_TIMEOUT, 1);

    assertThat(outcomes(READ).cause()).isEqualTo(Fault.POOL_EXHAUSTED);
  }

  @Test
  void countsConnectionsThatWereClosedTogetherOnce() {
    record(READ, Fault.CONNECTION_CLOSED, 8);
    record(READ, null, 9);

    assertThat(outcomes(READ).attempts()).isEqualTo(10);
    assertThat(outcomes(READ).failures()).isEqualTo(1);
  }

  @Test
  void countsTheFailuresSinceTheLastSuccess() {
    record(READ, Fault.CONNECTION_CLOSED, 8);
    assertThat(outcomes(READ).consecutiveFailures()).isEqualTo(8);
    record(READ, null, 1);
    assertThat(outcomes(READ).consecutiveFailures()).isZero();
    record(READ, Fault.READ_TIMEOUT, 2);
    assertThat(outcomes(READ).consecutiveFailures()).isEqualTo(2);
  }

  @Test
  void doesNotJudgeByExceptionsOfTheService() {
    record(READ, Fault.INTERNAL_ERROR, 30);

    assertThat(outcomes(READ)).isEqualTo(Outcomes.NONE);
    assertThat(total(READ, Fault.INTERNAL_ERROR)).isEqualTo(30);
  }

  @Test
  void reportsWhetherAKindHasSucceededRecently() {
    record(WRITE, null, 1);
    now += SECOND;

    assertThat(traffic.hasSucceeded(WRITE, now, SECOND)).isTrue();
    assertThat(traffic.hasSucceeded(WRITE, now + 1, SECOND)).isFalse();
    assertThat(traffic.hasSucceeded(READ, now, SECOND)).isFalse();
  }

  @Test
  void reportsAFailureAtOnceAndTenTimesASecondAtMost() {
    var reports = new ArrayList<Long>();
    Runnable listener = () -> reports.add(now - BEGIN);
    traffic.onFailure(listener);

    record(READ, null, 5);
    for (int i = 0; i < 250; i++) {
      record(READ, Fault.READ_TIMEOUT, 1);
      now += MILLI;
    }
    assertThat(reports).containsExactly(0L, 100 * MILLI, 200 * MILLI);

    traffic.removeListener(listener);
    now += SECOND;
    record(READ, Fault.READ_TIMEOUT, 1);
    assertThat(reports).hasSize(3);
  }

  @Test
  void aWitnessIsNoOperationOfTheService() {
    traffic.witness(WRITE, Fault.OUT_OF_MEMORY);

    assertThat(outcomes(WRITE).failures()).isEqualTo(1);
    assertThat(total(WRITE, Fault.OUT_OF_MEMORY)).isZero();
  }

  @Test
  void keepsTotalsAndDurations() {
    traffic.record(READ, null, MILLI);
    traffic.record(READ, null, MILLI + 1);
    traffic.record(READ, Fault.READ_TIMEOUT, 20 * SECOND);

    assertThat(total(READ, null)).isEqualTo(2);
    assertThat(total(READ, Fault.READ_TIMEOUT)).isEqualTo(1);
    assertThat(total(WRITE, null)).isZero();
    Durations reads = traffic.totals().durations(READ);
    assertThat(Durations.bounds())
        .hasSize(14)
        .startsWith(Duration.ofNanos(500_000), Duration.ofMillis(1), Duration.ofNanos(2_500_000));
    assertThat(IntStream.rangeClosed(0, 14).mapToLong(reads::count))
        .containsExactly(0L, 1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
    assertThat(reads.sumNanos(2)).isEqualTo(MILLI + 1);
    assertThat(reads.sumNanos(14)).isEqualTo(20 * SECOND);
  }

  @Test
  void countsCausesOfTheServiceAndLumpsTheSeventeenth() {
    for (int i = 0; i < 20; i++) {
      record(READ, Cause.of("OWN_" + i, FaultClass.SERVER, "it is down", "wait"), 1);
    }
    List<String> read = traffic.totals().causes().stream()
        .filter(each -> total(READ, each) > 0)
        .map(each -> each.code() + " " + total(READ, each))
        .toList();
    assertThat(read).hasSize(16).startsWith("OWN_0 1", "OWN_1 1").endsWith("OWN_15 5");
  }

  @Test
  void losesNothingToThreadsThatRecordAtOnce() throws InterruptedException {
    var begin = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      var thread = new Thread(() -> {
        try {
          begin.await();
        } catch (InterruptedException e) {
          return;
        }
        record(WRITE, Fault.OUT_OF_MEMORY, 10_000);
      });
      thread.start();
      threads.add(thread);
    }
    begin.countDown();
    for (Thread each : threads) {
      each.join();
    }
    assertThat(outcomes(WRITE).failures()).isEqualTo(40_000);
    assertThat(total(WRITE, Fault.OUT_OF_MEMORY)).isEqualTo(40_000);
  }

  private void record(Operation operation, @Nullable Cause cause, int times) {
    for (int i = 0; i < times; i++) {
      traffic.record(operation, cause, MILLI);
    }
  }

  private Outcomes outcomes(Operation operation) {
    return traffic.outcomes(operation, now, BEGIN - SECOND);
  }

  private long total(Operation wanted, @Nullable Cause cause) {
    return traffic.totals().count(wanted, cause);
  }
}
