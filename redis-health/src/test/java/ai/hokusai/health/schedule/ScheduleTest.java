package ai.hokusai.health.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
    assertThat(pauses(Schedule.DEFAULT)).containsExactly(1_500L, 1_000L, 1_000L, 3_000L, 30_000L);
    assertThat(Schedule.DEFAULT.deadline()).isEqualTo(SECOND);
    assertThat(Schedule.DEFAULT.thresholds()).isEqualTo(new Thresholds(2, 3));
    assertThat(Schedule.every(Duration.ofMillis(1_500)))
        .isEqualTo(Schedule.DEFAULT)
        .hasSameHashCodeAs(Schedule.DEFAULT);
  }

  private static List<Long> pauses(Schedule schedule) {
    return Stream.of(
            schedule.interval(),
            schedule.changing(),
            schedule.down(),
            schedule.longDown(),
            schedule.fresh())
        .map(Duration::toMillis)
        .toList();
  }

  @Test
  void aResultIsFreshForThreeIntervalsOr15SecondsAndADeadline() {
    assertThat(Schedule.DEFAULT.staleAfter()).isEqualTo(Duration.ofSeconds(16));
    assertThat(Schedule.every(Duration.ofSeconds(6)).staleAfter())
        .isEqualTo(Duration.ofSeconds(19));
    assertThat(Schedule.every(Duration.ofSeconds(6)).staleAfterStart())
        .isEqualTo(Duration.ofSeconds(28));
    assertThat(Schedule.DEFAULT.longestDeadline()).isEqualTo(Duration.ofMillis(10_600));
    assertThat(Schedule.DEFAULT.withDeadline(Duration.ofSeconds(3)).staleAfter())
        .isEqualTo(Duration.ofSeconds(18));
  }

  @ParameterizedTest(name = "every {0} ms: {1}, {2}, {3} ms")
  @CsvSource({
    "200, 200, 200, 400",
    "1200, 1000, 1000, 2400",
    "5000, 1000, 1000, 3000",
    "60000, 1000, 1000, 3000"
  })
  void shortensThePausesThatWouldBeLongerThanTheInterval(
      long interval, long changing, long down, long longDown) {
    Schedule schedule = Schedule.every(Duration.ofMillis(interval));
    assertThat(pauses(schedule)).containsExactly(interval, changing, down, longDown, 30_000L);
    assertThat(schedule.deadline()).isEqualTo(SECOND);
    assertThat(schedule.thresholds()).isEqualTo(Thresholds.DEFAULT);
  }

  @Test
  void spacesAttemptsOfAStreakByTheirStartsAndPausesATenthAtLeast() {
    assertThat(Schedule.DEFAULT.changingAfter(Duration.ZERO)).isEqualTo(SECOND);
    assertThat(Schedule.DEFAULT.changingAfter(Duration.ofMillis(300)))
        .isEqualTo(Duration.ofMillis(700));
    assertThat(Schedule.DEFAULT.changingAfter(SECOND)).isEqualTo(Duration.ofMillis(100));
    assertThat(Schedule.DEFAULT.changingAfter(Duration.ofMinutes(1)))
        .isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void changesOneThingAtATime() {
    Schedule schedule = Schedule.DEFAULT;
    List<UnaryOperator<Schedule>> changes = List.of(
        each -> each.withChanging(Duration.ofMillis(101)),
        each -> each.withDown(Duration.ofMillis(102)),
        each -> each.withLongDown(Duration.ofMillis(103)),
        each -> each.withFresh(Duration.ofMillis(104)),
        each -> each.withDeadline(Duration.ofSeconds(3)),
        each -> each.withThresholds(new Thresholds(1, 1)));
    for (UnaryOperator<Schedule> change : changes) {
      Schedule changed = change.apply(schedule);
      assertThat(changed).isNotEqualTo(schedule).isEqualTo(change.apply(schedule));
      schedule = changed;
    }
    assertThat(pauses(schedule)).containsExactly(1_500L, 101L, 102L, 103L, 104L);
    assertThat(schedule.deadline()).isEqualTo(Duration.ofSeconds(3));
    assertThat(schedule.thresholds()).isEqualTo(new Thresholds(1, 1));
  }

  @ParameterizedTest(name = "pauses {0}, {1}, {2}")
  @CsvSource({"PT15S, PT1S, PT1S", "PT1S, PT15S, PT1S", "PT1S, PT1S, PT15S"})
  void refusesAPauseInWhichResultsGoStale(Duration changing, Duration down, Duration longDown) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Schedule.every(SECOND).withChanging(changing).withDown(down).withLongDown(longDown))
        .withMessage("a pause is shorter than three intervals or 15 s");
  }

  @Test
  void takesAPauseJustShortEnough() {
    Duration pause = Duration.ofSeconds(15).minus(NANO);

    assertThat(Schedule.every(SECOND)
            .withChanging(pause)
            .withDown(pause)
            .withLongDown(pause)
            .longDown())
        .isEqualTo(pause);
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S", "PT24H0.000000001S"})
  void rejectsIntervalsThatAreTooShort(Duration each) {
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
