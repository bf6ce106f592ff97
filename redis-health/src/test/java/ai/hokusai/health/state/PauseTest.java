package ai.hokusai.health.state;

import static ai.hokusai.health.state.Results.START;
import static ai.hokusai.health.state.Results.after;
import static ai.hokusai.health.state.Results.at;
import static ai.hokusai.health.state.Results.success;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.schedule.Thresholds;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PauseTest {
  private static final Schedule DEFAULT = Schedule.DEFAULT;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest(name = "after {0}, jitter {1}: {2} ms")
  @CsvSource({
    "'', 1, 1000",
    "t, 1, 997",
    "+, 0, 1500",
    "+, 1, 1350",
    "+, 0.5, 1425",
    "+t, 1, 997",
    "+tt, 0, 997",
    "+t+, 0, 1500",
    "+ttt, 1, 1000",
    "+ttt+, 1, 997",
    "+ttt++, 0, 1500",
    "c, 1, 1000",
    "c+, 0, 997"
  })
  void waits(String results, double jitter, long millis) {
    assertThat(after(results).pause(DEFAULT, at(9), jitter)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void waitsLongerOnceRedisHasBeenDownForAMinute() {
    HealthState down = after("c");

    assertThat(down.pause(DEFAULT, at(60), 0)).isEqualTo(SECOND);
    assertThat(down.pause(DEFAULT, at(61), 0)).isEqualTo(Duration.ofSeconds(3));
    assertThat(after("c+").pause(DEFAULT, at(61), 0)).isEqualTo(Duration.ofMillis(997));
  }

  /** The formula of docs/health-model.md: interval + fall × deadline + (fall − 1) × 0.1 s. */
  @ParameterizedTest
  @CsvSource({"0, 4700", "1, 4550"})
  void findsABlackHoleThatBeginsRightAfterASuccessInTime(double jitter, long millis) {
    HealthState state = after("").next(success(0), Thresholds.DEFAULT);
    Instant now = START;
    while (state.phase() == Phase.UP) {
      now = now.plus(state.pause(DEFAULT, now, jitter)).plus(DEFAULT.deadline());
      state = state.next(
          ProbeResult.failure(Fault.READ_TIMEOUT, DEFAULT.deadline(), now), Thresholds.DEFAULT);
    }
    assertThat(Duration.between(START, now)).isEqualTo(Duration.ofMillis(millis));
  }

  /** The formula of docs/health-model.md: deadline + pause while down + (rise − 1) × 1 s. */
  @ParameterizedTest
  @CsvSource({"59, 3000", "60, 5000"})
  void findsRecoveryThatBeginsRightAfterAProbeInTime(long secondsDown, long millis) {
    Instant probed = START.plus(DEFAULT.deadline()).plusSeconds(secondsDown);
    HealthState state = after("")
        .next(ProbeResult.failure(Fault.AUTH_FAILED, SECOND, at(1)), Thresholds.DEFAULT)
        .next(ProbeResult.failure(Fault.READ_TIMEOUT, SECOND, probed), Thresholds.DEFAULT);
    Instant recovered = probed.minus(DEFAULT.deadline());
    Instant now = probed;
    while (state.phase() == Phase.DOWN) {
      now = now.plus(state.pause(DEFAULT, now, 0));
      state = state.next(ProbeResult.success(Duration.ZERO, now), Thresholds.DEFAULT);
    }
    assertThat(Duration.between(recovered, now)).isEqualTo(Duration.ofMillis(millis));
  }
}
