package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TrialTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long START = Long.sum(Long.MAX_VALUE, -SECOND / 2);

  private final Trial trial = new Trial(START);

  @Test
  void letsTheFirstThroughAtOnce() {
    assertThat(trial.begin(START)).isTrue();
  }

  @Test
  void letsOneThroughASecond() {
    trial.begin(START);
    trial.end();

    assertThat(trial.begin(START + SECOND - 1)).isFalse();
    assertThat(trial.begin(START + SECOND)).isTrue();
  }

  @Test
  void letsNobodyThroughWhileOneIsUnderWay() {
    trial.begin(START);

    assertThat(trial.begin(START + 5 * SECOND)).isFalse();
    trial.end();
    assertThat(trial.begin(START + 5 * SECOND)).isTrue();
  }

  @Test
  void letsOneOfManyThrough() throws InterruptedException {
    var start = new CountDownLatch(1);
    var passed = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      var thread = new Thread(() -> {
        awaitQuietly(start);
        for (int j = 0; j < 1_000; j++) {
          if (trial.begin(START)) {
            passed.incrementAndGet();
            trial.end();
          }
        }
      });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(passed).hasValue(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
