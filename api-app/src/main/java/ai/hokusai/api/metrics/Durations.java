package ai.hokusai.api.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A histogram of durations from 1 ms to the longest deadline. Thread-safe. */
final class Durations {
  private static final double NANOS_PER_SECOND = 1e9;

  // Seconds. A probe on an open connection takes less than 1 ms, a deadline is at most 10 s.
  private static final List<Double> BOUNDS = List.of(
      0.001,
      0.0025,
      0.005,
      0.01,
      0.025,
      0.05,
      0.1,
      0.25,
      0.5,
      1.0,
      2.5,
      5.0,
      10.0,
      Double.POSITIVE_INFINITY);

  private final long[] counts = new long[BOUNDS.size()];
  private long sumNanos;

  /**
   * The counts at one time.
   *
   * @param bounds the upper bounds of the buckets in seconds
   * @param counts the number of durations in each bucket
   * @param sum the sum of all durations in seconds
   */
  record Reading(List<Double> bounds, List<Long> counts, double sum) {}

  synchronized void add(Duration took) {
    double seconds = took.toNanos() / NANOS_PER_SECOND;
    int bucket = 0;
    while (seconds > BOUNDS.get(bucket)) {
      bucket++;
    }
    counts[bucket]++;
    sumNanos += took.toNanos();
  }

  synchronized Reading read() {
    return new Reading(BOUNDS, Arrays.stream(counts).boxed().toList(), sumNanos / NANOS_PER_SECOND);
  }
}
