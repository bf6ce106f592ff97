package ai.hokusai.it.faults.harness;

import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How long this machine stood still for whoever wanted to run, noticed by a thread that always wants to. */
public final class StallDetector implements AutoCloseable {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  // What a machine that is not busy takes.
  private static final long USUAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  // What at most is excused.
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  // All that was lost until each moment at which there was more of it.
  private final ConcurrentSkipListMap<Long, Long> lost = new ConcurrentSkipListMap<>();
  private long last = System.nanoTime();
  private volatile long all;

  public StallDetector() {
    lost.put(last, 0L);
    var ignored = thread.scheduleWithFixedDelay(this::look, 0, PERIOD_NANOS, TimeUnit.NANOSECONDS);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
  private void look() {
    long now = System.nanoTime();
    long late = now - last - PERIOD_NANOS;
    last = now;
    if (late > USUAL_NANOS) {
      all += late;
      lost.put(now, all);
    }
  }

  /** What may be excused of what was lost since an earlier moment. */
  public long excuseSince(long moment) {
    var before = lost.floorEntry(moment);
    return Math.min(MOST_NANOS, all - (before == null ? 0 : before.getValue()));
  }

  /** All of it. */
  public Duration lost() {
    return Duration.ofNanos(all);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
