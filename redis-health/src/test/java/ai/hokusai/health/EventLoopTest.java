package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class EventLoopTest {
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final Starvation starvation = new Starvation(CpuStat.NONE::read);
  private final EventLoop loop = new EventLoop(() -> 0, starvation);

  @Test
  void runsDueChecksInOrder() {
    var order = new StringBuilder();
    loop.run(List.of(
        now -> {
          order.append("a");
          return NEVER;
        },
        now -> {
          order.append("b");
          loop.stop();
          return NEVER;
        }));

    assertThat(order).hasToString("ab");
  }

  @Test
  void wakesAtTheEarliestDueTime() {
    var turns = new AtomicInteger();
    loop.run(List.of(now -> NEVER, now -> {
      if (turns.incrementAndGet() == 3) {
        loop.stop();
      }
      return now + 1;
    }));

    assertThat(turns).hasValue(3);
  }

  @Test
  void measuresHowLateItWakesUp() {
    // Each reading of the clock comes a second later than the one before it.
    var seconds = new AtomicInteger();
    var slow = new EventLoop(() -> seconds.getAndIncrement() * 1_000_000_000L, starvation);
    slow.run(List.of(now -> {
      if (seconds.get() > 3) {
        slow.stop();
      }
      return now + 1;
    }));

    // One second late, between the third reading and the fourth.
    assertThat(starvation.since(2_000_000_000L, 5_000_000_000L)).isNotNull();
    assertThat(starvation.since(3_000_000_000L, 6_000_000_000L)).isNull();
  }

  @Test
  void outlivesWhateverIsThrown() {
    var turns = new AtomicInteger();
    var others = new AtomicInteger();
    loop.run(List.of(
        now -> switch (turns.incrementAndGet()) {
          case 1 -> throw new OutOfMemoryError();
          case 2 -> throw new StackOverflowError();
          case 3 -> throw new IllegalStateException();
          default -> {
            loop.stop();
            yield NEVER;
          }
        },
        now -> {
          others.incrementAndGet();
          return NEVER;
        }));

    assertThat(turns).hasValue(4);
    assertThat(others).hasValue(4);
  }

  @Test
  void isWokenFromItsPause() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var turns = new AtomicInteger();
    Thread thread = start(now -> {
      turns.incrementAndGet();
      begun.countDown();
      return NEVER;
    });
    begun.await();
    while (turns.get() < 2) {
      loop.wake();
    }
    loop.stop();
    thread.join();
  }

  @Test
  void takesAnInterruptForNoReasonToEndOrToSpin() throws InterruptedException {
    var turns = new AtomicInteger();
    Thread thread = start(now -> {
      turns.incrementAndGet();
      return NEVER;
    });
    while (turns.get() < 1) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    while (turns.get() < 2 || thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    // A wait may end without a reason, but not again and again.
    assertThat(turns.get()).isBetween(2, 4);
    loop.stop();
    thread.join();
  }

  @Test
  void mayBeWokenAndStoppedBeforeItBegins() {
    loop.wake();
    loop.stop();

    loop.run(List.of(now -> {
      throw new AssertionError("it was stopped");
    }));
  }

  private Thread start(LongUnaryOperator check) {
    var thread = new Thread(() -> loop.run(List.of(check)));
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
