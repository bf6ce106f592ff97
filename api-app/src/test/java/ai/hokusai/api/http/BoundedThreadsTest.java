package ai.hokusai.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.util.thread.ExecutionStrategy;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class BoundedThreadsTest {
  private static final int MOST = 8;

  private final BoundedThreads threads = BoundedThreads.of(MOST);
  private final CountDownLatch released = new CountDownLatch(1);

  @BeforeEach
  void occupyAll() throws Exception {
    threads.setReservedThreads(0);
    threads.start();
    var busy = new CountDownLatch(MOST);
    for (int i = 0; i < MOST; i++) {
      threads.execute(() -> {
        busy.countDown();
        awaitRelease();
      });
    }
    busy.await();
  }

  @AfterEach
  void stop() throws Exception {
    released.countDown();
    threads.stop();
  }

  private void awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void queuesAFailureWhereAllAreBusy() {
    var ranIn = new CompletableFuture<String>();
    ThreadPool.executeImmediately(
        threads, () -> ranIn.complete(Thread.currentThread().getName()));
    assertThat(ranIn).isNotDone();
    assertThat(threads.getQueueSize()).isEqualTo(1);
    released.countDown();
    assertThat(ranIn.join()).startsWith(threads.getName() + "-");
  }

  @Test
  void queuesNoStrategy() {
    assertThat(threads.tryExecute(new Strategy())).isFalse();
    assertThat(threads.getQueueSize()).isZero();
  }

  @Test
  void queuesNothingOnceItHasStopped() throws Exception {
    released.countDown();
    threads.stop();
    assertThat(threads.tryExecute(() -> {})).isFalse();
  }

  private static final class Strategy implements ExecutionStrategy, Runnable {
    @Override
    public void dispatch() {
      throw new AssertionError("not to be called");
    }

    @Override
    public void produce() {
      throw new AssertionError("not to be called");
    }

    @Override
    public void run() {
      throw new AssertionError("not to be run");
    }
  }
}
