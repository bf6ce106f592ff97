package ai.hokusai.health.traffic;

import ai.hokusai.health.classify.Cause;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operations since the start, by code, and their durations in buckets. Any thread may read
 * them.
 */
public final class Totals {
  private static final double NANOS_PER_SECOND = 1e9;
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
  private static final int BUCKETS = BOUNDS.length + 1;
  private static final int OPERATIONS = Operation.values().length;

  private final Codes codes;
  private final LongAdder[] counts = adders(OPERATIONS * Codes.COUNT);
  private final LongAdder[] buckets = adders(OPERATIONS * BUCKETS);
  private final LongAdder[] sums = adders(OPERATIONS);

  Totals(Codes codes) {
    this.codes = codes;
  }

  private static LongAdder[] adders(int count) {
    return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
  }

  /** Receives one count of a kind of operation with one code. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Receives a count.
     *
     * @param cause the reason why it failed, null for a success
     */
    void read(Operation operation, @Nullable Cause cause, long count);
  }

  void add(Operation operation, @Nullable Cause cause, long durationNanos) {
    int index = operation.index();
    counts[index * Codes.COUNT + codes.number(cause)].increment();
    buckets[index * BUCKETS + bucket(durationNanos)].increment();
    sums[index].add(durationNanos);
  }

  private static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /**
   * Passes on the count of each kind of operation with each code, also those that are 0.
   *
   * @param reader receives success, every {@link ai.hokusai.health.classify.Fault}, and each custom
   *     cause that has occurred
   */
  public void forEach(Reader reader) {
    for (Operation operation : Operation.values()) {
      for (int code = 0; code < Codes.COUNT; code++) {
        Cause cause = codes.cause(code);
        if (code == 0 || cause != null) {
          reader.read(operation, cause, counts[operation.index() * Codes.COUNT + code].sum());
        }
      }
    }
  }

  /** The number of operations of one kind that succeeded. */
  public long successes(Operation operation) {
    return counts[operation.index() * Codes.COUNT].sum();
  }

  /** The upper bounds of the buckets of the durations, in seconds; the last one is infinite. */
  public static double[] bucketBounds() {
    var seconds = new double[BUCKETS];
    for (int i = 0; i < BOUNDS.length; i++) {
      seconds[i] = BOUNDS[i] / NANOS_PER_SECOND;
    }
    seconds[BOUNDS.length] = Double.POSITIVE_INFINITY;
    return seconds;
  }

  /** The number of operations of one kind in each bucket, without those of the bucket before. */
  public long[] bucketCounts(Operation operation) {
    var read = new long[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      read[i] = buckets[operation.index() * BUCKETS + i].sum();
    }
    return read;
  }

  /** The sum of the durations of one kind of operation. */
  public double seconds(Operation operation) {
    return sums[operation.index()].sum() / NANOS_PER_SECOND;
  }
}
