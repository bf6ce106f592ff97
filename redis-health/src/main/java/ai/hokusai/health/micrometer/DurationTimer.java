package ai.hokusai.health.micrometer;

import ai.hokusai.health.traffic.Durations;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A timer with the buckets of durations that are counted elsewhere: Micrometer has no histogram that
 * reads its values, and recording each duration would cost a request more than its count does. Count,
 * sum and buckets are exact; the longest value is in the right bucket. For one thread at a time.
 */
final class DurationTimer {
  private static final List<Duration> BOUNDS = Durations.bounds();

  private final Durations source;
  private final Timer timer;
  private final long[] counts = new long[BOUNDS.size() + 1];
  private final long[] sums = new long[BOUNDS.size() + 1];

  DurationTimer(Durations source, Timer timer) {
    this.source = source;
    this.timer = timer;
  }

  /** Records the durations since the last update, those of one bucket with their mean. */
  void update() {
    for (int bucket = 0; bucket < counts.length; bucket++) {
      long count = source.count(bucket);
      long sum = source.sumNanos(bucket) - sums[bucket];
      for (; counts[bucket] < count; counts[bucket]++) {
        // The count may be read before its duration is in the sum; the next update corrects that.
        long share = within(bucket, sum / (count - counts[bucket]));
        timer.record(share, TimeUnit.NANOSECONDS);
        sum -= share;
        sums[bucket] += share;
      }
    }
  }

  private static long within(int bucket, long nanos) {
    long least = bucket == 0 ? 0 : BOUNDS.get(bucket - 1).toNanos() + 1;
    long most = bucket == BOUNDS.size() ? Long.MAX_VALUE : BOUNDS.get(bucket).toNanos();
    return Math.min(Math.max(nanos, least), most);
  }
}
