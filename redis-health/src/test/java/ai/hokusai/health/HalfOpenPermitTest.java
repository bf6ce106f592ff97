package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.DependencyGuard.HalfOpenPermit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class HalfOpenPermitTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long START = Long.sum(Long.MAX_VALUE, -SECOND / 2);

  private final HalfOpenPermit permit = new HalfOpenPermit(START);

  @Test
  void permitsTheFirstRequestImmediately() {
    assertThat(permit.tryAcquire(START)).isTrue();
  }

  @Test
  void permitsOneRequestASecond() {
    permit.tryAcquire(START);
    permit.release();

    assertThat(permit.tryAcquire(START + SECOND - 1)).isFalse();
    assertThat(permit.tryAcquire(START + SECOND)).isTrue();
  }

  @Test
  void permitsOneRequestAtATime() {
    permit.tryAcquire(START);

    assertThat(permit.tryAcquire(START + 5 * SECOND)).isFalse();
    permit.release();
    assertThat(permit.tryAcquire(START + 5 * SECOND)).isTrue();
  }

  @Test
  void permitsOneOfManyThreads() throws InterruptedException {
    var start = new CountDownLatch(1);
    var passed = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      var thread = new Thread(() -> {
        awaitQuietly(start);
        for (int j = 0; j < 1_000; j++) {
          if (permit.tryAcquire(START)) {
            passed.incrementAndGet();
            permit.release();
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
