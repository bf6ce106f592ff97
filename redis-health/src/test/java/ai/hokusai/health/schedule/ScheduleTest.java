package ai.hokusai.health.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration NANO = Duration.ofNanos(1);

  @Test
  void givesTheFirstAttemptsTenTimesAsLongButTenSecondsAtMost() {
    assertThat(Schedule.DEFAULT.firstDeadline()).isEqualTo(Duration.ofSeconds(10));
    assertThat(Schedule.DEFAULT.withDeadline(Duration.ofMillis(50)).firstDeadline())
        .isEqualTo(Duration.ofMillis(500));
    assertThat(Schedule.DEFAULT.withDeadline(Duration.ofSeconds(3)).firstDeadline())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(Schedule.DEFAULT.withDeadline(Duration.ofSeconds(12)).firstDeadline())
        .isEqualTo(Duration.ofSeconds(12));
    assertThat(Schedule.DEFAULT.staleAfterStart()).isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void isTheDocumentedOneByDefault() {
    assertThat(Schedule.DEFAULT)
        .isEqualTo(new Schedule(
            Duration.ofSeconds(5),
            SECOND,
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            SECOND,
            new Thresholds(2, 3)));
    assertThat(Schedule.every(Duration.ofSeconds(5))).isEqualTo(Schedule.DEFAULT);
  }

  @Test
  void believesAResultForThreeIntervalsAndADeadline() {
    assertThat(Schedule.DEFAULT.staleAfter()).isEqualTo(Duration.ofSeconds(16));
    assertThat(Schedule.DEFAULT.longestDeadline()).isEqualTo(Duration.ofSeconds(5));
    assertThat(Schedule.DEFAULT.withDeadline(Duration.ofSeconds(3)).staleAfter())
        .isEqualTo(Duration.ofSeconds(18));
  }

  @ParameterizedTest(name = "every {0} ms: {1}, {2}, {3} ms")
  @CsvSource({
    "200, 200, 200, 400",
    "1500, 1000, 1500, 3000",
    "5000, 1000, 2000, 10000",
    "60000, 1000, 2000, 10000"
  })
  void shortensThePausesThatWouldBeLongerThanTheInterval(
      long interval, long changing, long down, long longDown) {
    assertThat(Schedule.every(Duration.ofMillis(interval)))
        .isEqualTo(new Schedule(
            Duration.ofMillis(interval),
            Duration.ofMillis(changing),
            Duration.ofMillis(down),
            Duration.ofMillis(longDown),
            SECOND,
            Thresholds.DEFAULT));
  }

  @Test
  void changesOneThingAtATime() {
    Schedule schedule =
        Schedule.DEFAULT.withDeadline(Duration.ofSeconds(3)).withThresholds(new Thresholds(1, 1));

    assertThat(schedule)
        .isEqualTo(new Schedule(
            Duration.ofSeconds(5),
            SECOND,
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            new Thresholds(1, 1)));
  }

  @ParameterizedTest(name = "pauses {0}, {1}, {2}")
  @CsvSource({"PT3S, PT1S, PT1S", "PT1S, PT3S, PT1S", "PT1S, PT1S, PT3S"})
  void refusesAPauseInWhichResultsGoStale(Duration changing, Duration down, Duration longDown) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Schedule(SECOND, changing, down, longDown, SECOND, Thresholds.DEFAULT))
        .withMessage("a pause is shorter than three intervals");
  }

  @Test
  void takesAPauseJustShortEnough() {
    Duration pause = Duration.ofSeconds(3).minus(NANO);

    assertThat(new Schedule(SECOND, pause, pause, pause, SECOND, Thresholds.DEFAULT).longDown())
        .isEqualTo(pause);
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S", "PT24H0.000000001S"})
  void refusesWhatNoLoopCanKeepTo(Duration each) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.DEFAULT.withDeadline(each))
        .withMessage("a pause or deadline is longer than nothing and at most a day");
    assertThatIllegalArgumentException().isThrownBy(() -> Schedule.every(each));
  }

  @Test
  void takesADay() {
    assertThat(
            Schedule.every(Duration.ofDays(1)).withDeadline(Duration.ofDays(1)).staleAfter())
        .isEqualTo(Duration.ofDays(4));
  }
}
