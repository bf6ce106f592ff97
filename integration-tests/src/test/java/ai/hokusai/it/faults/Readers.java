package ai.hokusai.it.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A thousand readers of health a second, or as many as the machine can. */
final class Readers implements AutoCloseable {
  static final int A_SECOND = 1_000;

  private static final int THREADS = 8;

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private final AtomicInteger satisfied = new AtomicInteger();
  private final AtomicInteger disappointed = new AtomicInteger();

  private Readers() {}

  /** Lets them read and judge what they read. */
  static Readers begin(BooleanSupplier reader) {
    var readers = new Readers();
    for (int i = 0; i < THREADS; i++) {
      var ignored = readers.threads.scheduleAtFixedRate(
          () -> readers.read(reader), 0, THREADS * 1_000L / A_SECOND, MILLISECONDS);
    }
    return readers;
  }

  private void read(BooleanSupplier reader) {
    try {
      (reader.getAsBoolean() ? satisfied : disappointed).incrementAndGet();
    } catch (RuntimeException e) {
      disappointed.incrementAndGet();
    }
  }

  int satisfied() {
    return satisfied.get();
  }

  int disappointed() {
    return disappointed.get();
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
