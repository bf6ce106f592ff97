package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StarvationTest {
  private CpuStat.Counters counters = CpuStat.Counters.ZERO;
  private final Starvation starvation = new Starvation(() -> counters);

  @Test
  void isNothingInAProcessThatIsInTime() {
    starvation.look(0);
    starvation.late(nanos(9), nanos(100));
    starvation.late(nanos(200), nanos(500));

    assertThat(starvation.since(0, nanos(1_000))).isNull();
  }

  @Test
  void isShownByLateness() {
    starvation.look(0);
    starvation.late(nanos(340), nanos(400));
    starvation.late(nanos(500), nanos(1_000));

    assertThat(starvation.since(0, nanos(1_000)))
        .isEqualTo(cause("this process was late by 840 ms of 1000 ms, "));
  }

  @Test
  void isShownByThrottling() {
    counters = new CpuStat.Counters(100, nanos(90_000));
    starvation.look(nanos(-9_000));
    counters = new CpuStat.Counters(130, nanos(92_000));
    starvation.look(0);
    counters = new CpuStat.Counters(137, nanos(92_600));

    assertThat(starvation.since(0, nanos(1_000)))
        .isEqualTo(
            cause("this process was late by 0 ms of 1000 ms and was throttled 37 times in 10 s, "));
  }

  @Test
  void isNothingWhereItHappenedBefore() {
    counters = new CpuStat.Counters(10, nanos(1_000));
    starvation.look(nanos(-2_000));
    starvation.late(nanos(900), nanos(-50));
    counters = new CpuStat.Counters(30, nanos(3_000));
    starvation.look(0);

    assertThat(starvation.since(0, nanos(1_000))).isNull();
  }

  @Test
  void countsTheOverlapOfADelayWithTheAttempt() {
    starvation.late(nanos(5_000), nanos(200));

    assertThat(starvation.since(0, nanos(1_000))).isNull();
    assertThat(starvation.since(0, nanos(400)))
        .isEqualTo(cause("this process was late by 200 ms of 400 ms, "));
  }

  @Test
  void dropsMeasurementsOlderThanTenSeconds() {
    starvation.late(nanos(9_000), nanos(9_000));

    assertThat(starvation.since(0, nanos(19_100))).isNull();
  }

  @Test
  void isMeasuredTenTimesASecondWhileAnAttemptIsUnderWay() {
    assertThat(Starvation.measuring(now -> now + nanos(900), () -> true).applyAsLong(7))
        .isEqualTo(7 + nanos(100));
    assertThat(Starvation.measuring(now -> now + nanos(9), () -> true).applyAsLong(7))
        .isEqualTo(7 + nanos(9));
    assertThat(Starvation.measuring(now -> now + nanos(900), () -> false).applyAsLong(7))
        .isEqualTo(7 + nanos(900));
  }

  private static Cause cause(String measured) {
    return Fault.PROCESS_STARVED.with(
        measured + "so a time-out does not show the state of the server",
        Fault.PROCESS_STARVED.remedy());
  }

  private static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
