package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ListenerQueueTest {
  private static final long LONG = Duration.ofSeconds(20).toNanos();

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
  private final Threads daemons = Threads.ofMonitor(task -> {
    var thread = new Thread(task);
    thread.setUncaughtExceptionHandler((ignored, thrown) -> uncaught.add(thrown));
    threads.add(thread);
    return thread;
  });
  private final List<Integer> heard = new CopyOnWriteArrayList<>();

  @Test
  void deliversEachEventOnceAndInOrder() throws InterruptedException {
    var queue = new ListenerQueue(new HealthListener() {}, daemons);
    for (int i = 0; i < 500; i++) {
      int number = i;
      queue.add(listener -> heard.add(number));
    }
    queue.close();
    queue.await(LONG);

    assertThat(heard).containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
  }

  @Test
  void hasAThreadOnlyWhileItHasEvents() throws InterruptedException {
    var queue = new ListenerQueue(new HealthListener() {}, daemons);
    assertThat(threads).isEmpty();

    for (int i = 1; i <= 3; i++) {
      queue.add(listener -> heard.add(0));
      threads.get(i - 1).join();
      assertThat(threads).hasSize(i);
    }
    assertThat(threads).allMatch(Thread::isDaemon);
    assertThat(threads.get(0).getName()).matches("redis-health-\\d+-listener");
  }

  @Test
  void goesOnAfterAListenerThatThrows() throws InterruptedException {
    var failure = new AssertionError("the listener is broken");
    var queue = new ListenerQueue(
        new HealthListener() {
          @Override
          public void overallChanged(HealthReport report, Status from) {
            throw failure;
          }
        },
        daemons);
    HealthReport report = Checks.view("C", Instant.EPOCH, 0).report();
    queue.add(listener -> listener.overallChanged(report, Status.STARTING));
    queue.add(listener -> heard.add(1));
    queue.close();
    queue.await(LONG);

    assertThat(uncaught).containsExactly(failure);
    assertThat(heard).containsExactly(1);
  }

  @Test
  void goesOnEvenWhereTheHandlerOfUncaughtExceptionsThrows() throws InterruptedException {
    var broken = Threads.ofMonitor(task -> {
      var thread = new Thread(task);
      thread.setUncaughtExceptionHandler((ignored, thrown) -> {
        throw new IllegalStateException(thrown);
      });
      return thread;
    });
    var queue = new ListenerQueue(new HealthListener() {}, broken);
    queue.add(listener -> {
      throw new IllegalArgumentException();
    });
    queue.add(listener -> heard.add(1));
    queue.await(LONG);

    assertThat(heard).containsExactly(1);
  }

  @Test
  void keepsTheLastThousandChangesForAListenerThatBlocks() throws InterruptedException {
    var blocked = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    var queue = new ListenerQueue(new HealthListener() {}, daemons);
    queue.add(listener -> {
      blocked.countDown();
      awaitQuietly(released);
    });
    blocked.await();
    for (int i = 0; i < 1_500; i++) {
      int number = i;
      queue.add(listener -> heard.add(number));
    }
    released.countDown();
    queue.await(LONG);

    assertThat(heard)
        .containsExactlyElementsOf(IntStream.range(500, 1_500).boxed().toList());
    assertThat(threads).hasSize(1);
  }

  @Test
  void deliversLaterIfNoThreadCanStart() throws InterruptedException {
    var attempts = new AtomicInteger();
    var scarce = Threads.ofMonitor(task -> {
      if (attempts.incrementAndGet() == 1) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      return new Thread(task);
    });
    var queue = new ListenerQueue(new HealthListener() {}, scarce);
    queue.add(listener -> heard.add(1));
    assertThat(heard).isEmpty();

    queue.add(listener -> heard.add(2));
    queue.await(LONG);
    assertThat(heard).containsExactly(1, 2);
  }

  @Test
  void dropsUndeliveredEventsAndInterruptsOnAFastClose() throws InterruptedException {
    var blocked = new CountDownLatch(1);
    var queue = new ListenerQueue(new HealthListener() {}, daemons);
    queue.add(listener -> {
      blocked.countDown();
      awaitQuietly(new CountDownLatch(1));
    });
    queue.add(listener -> heard.add(1));
    blocked.await();
    queue.await(0);
    queue.interrupt();
    queue.await(LONG);

    assertThat(heard).isEmpty();
    assertThat(uncaught).hasSize(1);
  }

  @Test
  void takesNoNewsOnceClosed() throws InterruptedException {
    var queue = new ListenerQueue(new HealthListener() {}, daemons);
    queue.close();
    queue.add(listener -> heard.add(1));
    queue.interrupt();
    queue.await(LONG);

    assertThat(threads).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void mayBeClosedByItsOwnListener() throws InterruptedException {
    var queue = new ListenerQueue(new HealthListener() {}, daemons);
    queue.add(listener -> {
      queue.close();
      awaitQuietly(queue);
      queue.interrupt();
      heard.add(1);
    });
    queue.await(LONG);

    assertThat(heard).containsExactly(1);
    assertThat(uncaught).isEmpty();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitQuietly(ListenerQueue queue) {
    try {
      queue.await(LONG);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
