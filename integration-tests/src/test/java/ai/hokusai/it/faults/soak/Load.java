package ai.hokusai.it.faults.soak;

import ai.hokusai.it.app.ModelsClient;
import ai.hokusai.it.app.RunningApp;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** Requests that come in all the time, for health and for what is in Redis, and how they end. */
final class Load implements AutoCloseable {
  private static final int THREADS = 4;
  private static final long BREATH_NANOS = 5_000_000;
  private static final String MODEL = "/api/v1/models/absent";
  // 503 for both while Redis is down, 404 for the model while it is not, 504 for one that found
  // out.
  private static final Set<Integer> EXPECTED = Set.of(200, 404, 503, 504);

  private final ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong unexpected = new AtomicLong();
  private volatile boolean isResting;
  private volatile boolean isClosed;

  private Load() {}

  static Load begin(RunningApp app) {
    var load = new Load();
    for (int i = 0; i < THREADS; i++) {
      load.threads.execute(() -> load.ask(app, "/health"));
      load.threads.execute(() -> load.ask(app, MODEL));
    }
    return load;
  }

  private void ask(RunningApp app, String path) {
    while (!isClosed) {
      if (!isResting) {
        ask(() -> app.get(path, ModelsClient.authorization()).statusCode());
      }
      LockSupport.parkNanos(BREATH_NANOS);
    }
  }

  private void ask(IntSupplier statusCode) {
    try {
      var isExpected = EXPECTED.contains(statusCode.getAsInt());
      (isExpected ? answered : unexpected).incrementAndGet();
    } catch (RuntimeException e) {
      unexpected.incrementAndGet();
    }
  }

  /** Makes no requests for a while, or makes them again. */
  void rest(boolean nowResting) {
    isResting = nowResting;
  }

  long answered() {
    return answered.get();
  }

  long unexpected() {
    return unexpected.get();
  }

  @Override
  public void close() {
    isClosed = true;
    threads.shutdown();
  }
}
