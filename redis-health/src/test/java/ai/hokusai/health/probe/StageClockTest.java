package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class StageClockTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 3);
  private final StageClock clock = new StageClock(now::get);

  @Test
  void measuresEachStage() {
    clock.enter(Stage.DNS);
    now.addAndGet(5);
    clock.enter(Stage.TCP);
    now.addAndGet(7);
    clock.stop();
    now.addAndGet(100);

    assertThat(clock.durations()).isEqualTo(nanos(Stage.DNS, 5, Stage.TCP, 7));
  }

  @Test
  void countsAStageThatHasNotEnded() {
    clock.enter(Stage.DNS);
    now.addAndGet(5);
    clock.enter(Stage.TCP);
    now.addAndGet(7);

    assertThat(clock.durations()).isEqualTo(nanos(Stage.DNS, 5, Stage.TCP, 7));
    assertThat(clock.current()).isEqualTo(Stage.TCP);
    now.addAndGet(1);
    assertThat(clock.durations()).isEqualTo(nanos(Stage.DNS, 5, Stage.TCP, 8));
  }

  @Test
  void addsUpAStageThatIsEnteredTwice() {
    clock.enter(Stage.PING);
    now.addAndGet(5);
    clock.enter(Stage.DNS);
    now.addAndGet(1);
    clock.enter(Stage.PING);
    now.addAndGet(7);
    clock.stop();

    assertThat(clock.durations()).isEqualTo(nanos(Stage.PING, 12, Stage.DNS, 1));
  }

  @Test
  void dropsTheEarlierRun() {
    clock.enter(Stage.PING);
    now.addAndGet(5);
    clock.reset();

    assertThat(clock.durations()).isEmpty();
  }

  private static Map<Stage, Duration> nanos(Stage one, long first, Stage other, long second) {
    return Map.of(one, Duration.ofNanos(first), other, Duration.ofNanos(second));
  }
}
