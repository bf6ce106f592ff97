package ai.hokusai.it.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.it.faults.random.LongRun;
import java.time.Duration;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** That growth is found, and noise is not. */
final class SoakReportTest {

  @Test
  void whatGoesUpAndDownIsFlat() {
    var report = of(round -> new Usage(30 + round % 2, 60 + round % 3, 20_000_000, round % 2));
    assertThatCode(report::assertFlat).doesNotThrowAnyException();
  }

  @Test
  void aLeakOfAnyKindIsFound() {
    assertLeak("threads", round -> new Usage(30 + round, 60, 20_000_000, 1));
    assertLeak("handles", round -> new Usage(30, 60 + 2 * round, 20_000_000, 1));
    assertLeak("heap", round -> new Usage(30, 60, 20_000_000 + round * 500_000, 1));
    assertLeak("connections", round -> new Usage(30, 60, 20_000_000, round));
  }

  @Test
  void durationsAreWrittenWithTheirUnit() {
    assertThat(LongRun.parse("20m")).isEqualTo(Duration.ofMinutes(20));
    assertThat(LongRun.duration("no.such.property", "40s")).isEqualTo(Duration.ofSeconds(40));
  }

  private static void assertLeak(String what, LongFunction<Usage> rounds) {
    assertThatThrownBy(of(rounds)::assertFlat).hasMessageContaining(what);
  }

  private static SoakReport of(LongFunction<Usage> rounds) {
    var report = new SoakReport();
    for (int round = 0; round < 12; round++) {
      report.add(rounds.apply(round));
    }
    return report;
  }
}
