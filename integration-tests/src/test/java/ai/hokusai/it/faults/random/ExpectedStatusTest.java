package ai.hokusai.it.faults.random;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Status;
import ai.hokusai.it.faults.harness.Observation;
import ai.hokusai.it.faults.random.ExpectedStatus.Verdict;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That a wrong answer is found to be wrong: the run that is never wrong could be. */
final class ExpectedStatusTest {
  private static final Observation HEALTHY = new Observation(Status.HEALTHY, null);
  private static final Observation FLAPPING = new Observation(Status.DEGRADED, "FLAPPING");
  private static final Observation REFUSED = down("CONNECT_REFUSED");
  private static final Observation STALE = new Observation(Status.STALE, "PROBE_STALLED");

  // Well until the 100th second, refused until the 200th, loading until the 300th, well again.
  private final ExpectedStatus truth =
      new ExpectedStatus(Duration.ofSeconds(10), Duration.ofSeconds(4));

  ExpectedStatusTest() {
    truth.becomes(seconds(0), Set.of(ExpectedStatus.WELL));
    truth.becomes(seconds(100), Set.of("CONNECT_REFUSED"));
    truth.becomes(seconds(200), Set.of("LOADING", "BUSY"));
    truth.becomes(seconds(300), Set.of(ExpectedStatus.WELL));
  }

  @Test
  void anAnswerIsTrueWhileItIs() {
    assertThat(at(50, HEALTHY)).isEqualTo(Verdict.TRUE);
    assertThat(at(50, FLAPPING)).isEqualTo(Verdict.TRUE);
    assertThat(at(150, REFUSED)).isEqualTo(Verdict.TRUE);
    assertThat(at(250, down("BUSY"))).isEqualTo(Verdict.TRUE);
  }

  @Test
  void acceptsAnAnswerThatWasRightWithinTheWindow() {
    assertThat(at(109, HEALTHY)).isEqualTo(Verdict.TRUE);
    assertThat(at(203, REFUSED)).isEqualTo(Verdict.TRUE);
    assertThat(at(303, down("LOADING"))).isEqualTo(Verdict.TRUE);
  }

  @Test
  void healthyForTooLongIsFalse() {
    assertThat(at(111, HEALTHY)).isEqualTo(Verdict.FALSE_HEALTHY);
    assertThat(at(250, FLAPPING)).isEqualTo(Verdict.FALSE_HEALTHY);
  }

  @Test
  void unhealthyForTooLongOrForNothingIsFalse() {
    assertThat(at(305, down("LOADING"))).isEqualTo(Verdict.FALSE_UNHEALTHY);
    assertThat(at(50, REFUSED)).isEqualTo(Verdict.FALSE_UNHEALTHY);
    assertThat(at(99, REFUSED)).isEqualTo(Verdict.FALSE_UNHEALTHY);
  }

  @Test
  void aCodeThatIsNotTheCauseIsWrong() {
    assertThat(at(150, down("LOADING"))).isEqualTo(Verdict.WRONG_CODE);
    assertThat(at(205, REFUSED)).isEqualTo(Verdict.WRONG_CODE);
    assertThat(at(302, REFUSED)).isEqualTo(Verdict.WRONG_CODE);
    assertThat(at(150, new Observation(Status.UNHEALTHY, null))).isEqualTo(Verdict.WRONG_CODE);
  }

  @Test
  void anUnknownStatusIsAlwaysWrong() {
    assertThat(at(50, STALE)).isEqualTo(Verdict.FALSE_UNHEALTHY);
    assertThat(at(150, STALE)).isEqualTo(Verdict.FALSE_UNHEALTHY);
  }

  @Test
  void excusesDelaysOfTheMachine() {
    assertThat(truth.judge(HEALTHY, seconds(111), seconds(111), seconds(2)))
        .isEqualTo(Verdict.TRUE);
    assertThat(truth.judge(HEALTHY, seconds(113), seconds(113), seconds(2)))
        .isEqualTo(Verdict.FALSE_HEALTHY);
  }

  private Verdict at(long second, Observation seen) {
    return truth.judge(seen, seconds(second), seconds(second) + 1_000_000, 0);
  }

  private static Observation down(String code) {
    return new Observation(Status.UNHEALTHY, code);
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
