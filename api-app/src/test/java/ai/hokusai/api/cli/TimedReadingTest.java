package ai.hokusai.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class TimedReadingTest {

  @Test
  void returnsWhatWasRead() throws InterruptedException {
    assertThat(TimedReading.within(Duration.ofMinutes(1), () -> "settings")).hasValue("settings");
  }

  @Test
  void abandonsAReadingThatBlocks() throws InterruptedException {
    var released = new CountDownLatch(1);
    try {
      assertThat(TimedReading.within(Duration.ofMillis(20), () -> await(released)))
          .isEmpty();
    } finally {
      released.countDown();
    }
  }

  @Test
  void throwsWhatTheReadingThrew() {
    var failure = new IllegalStateException();
    assertThatThrownBy(() -> TimedReading.within(Duration.ofMinutes(1), () -> {
          throw failure;
        }))
        .isSameAs(failure);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
