package ai.hokusai.health.traffic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Durations since the start in buckets. Any thread may add and read, and takes no lock. */
public final class Durations {
  // From one reply in the same availability zone to more than each time-out.
  private static final long[] BOUNDS = {
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    25_000_000,
    50_000_000,
    100_000_000,
    250_000_000,
    500_000_000,
    1_000_000_000,
    2_500_000_000L,
    5_000_000_000L,
    10_000_000_000L
  };

  private final LongAdder[] counts = adders();
  private final LongAdder[] sums = adders();

  /** Durations without a value. */
  public Durations() {}

  private static LongAdder[] adders() {
    return Stream.generate(LongAdder::new).limit(BOUNDS.length + 1).toArray(LongAdder[]::new);
  }

  /** The upper bounds of all buckets but the last, which has none; each is part of its bucket. */
  public static List<Duration> bounds() {
    return LongStream.of(BOUNDS).mapToObj(Duration::ofNanos).toList();
  }

  /** Adds a duration. */
  public void add(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    sums[bucket].add(nanos);
  }

  /** The number of durations in one bucket, without those in the buckets below. */
  public long count(int bucket) {
    return counts[bucket].sum();
  }

  /** The sum of the durations in one bucket, in nanoseconds. */
  public long sumNanos(int bucket) {
    return sums[bucket].sum();
  }
}
