package ai.hokusai.health.connect;

import static ai.hokusai.health.connect.Durations.shorter;
import static ai.hokusai.health.connect.Durations.times;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last five round trips to one Redis, and the time-outs that follow from their median. Any
 * thread may use it.
 */
public final class RoundTrips {
  /**
   * The round trips of a new connection with TLS 1.3: TCP, TLS, the greeting and the first command.
   */
  public static final int OF_A_CONNECTION = 4;

  // Few, so that a change is known after three probes; a median, so that a single
  // stall changes nothing.
  private static final int SAMPLES = 5;
  // Those of a connection with TLS 1.2 and a second command.
  private static final int ALLOWED = 6;
  private static final int MOST = 5;

  private final Duration readTimeout;
  private final long[] nanos = new long[SAMPLES];
  private int count;
  private boolean isSlow;

  /**
   * No round trip is known yet.
   *
   * @param readTimeout the longest that a request waits for a reply
   */
  public RoundTrips(Duration readTimeout) {
    this.readTimeout = readTimeout;
  }

  /** Round trips without a limit, for a request that waits as long as they take. */
  public static RoundTrips ofAnyLength() {
    return new RoundTrips(Duration.ofDays(1));
  }

  /**
   * Records one round trip.
   *
   * @param roundTrip from a command until its reply, or as long for the answer to a step of a
   *     handshake
   */
  public void record(Duration roundTrip) {
    add(roundTrip.toNanos());
  }

  /**
   * Records the longest answer of a connection that failed, which is shorter than the next round
   * trip.
   */
  void recordAtLeast(Duration roundTrip) {
    if (roundTrip.compareTo(median()) > 0) {
      add(roundTrip.toNanos());
    }
  }

  private synchronized void add(long roundTrip) {
    nanos[count++ % SAMPLES] = roundTrip;
  }

  /** The median of the last round trips, the lower one of two; zero before the first. */
  public synchronized Duration median() {
    int known = Math.min(count, SAMPLES);
    if (known == 0) {
      return Duration.ZERO;
    }
    long[] sorted = Arrays.copyOf(nanos, known);
    Arrays.sort(sorted);
    return Duration.ofNanos(sorted[(known - 1) / 2]);
  }

  /**
   * The time-out that leaves room for all round trips of a new connection: six times the median
   * where that is longer, but five times the configured one at most.
   */
  public Duration allowance(Duration configured) {
    Duration needed = shorter(times(median(), ALLOWED), times(configured, MOST));
    return needed.compareTo(configured) > 0 ? needed : configured;
  }

  /**
   * The warning that a request which opens a connection waits longer than the read time-out. It
   * comes once the round trips of a connection exceed the time-out, and goes once they are a fifth
   * shorter than that.
   *
   * @return {@link Fault#SLOW} with the round trip and what to raise, null where none is due
   */
  public synchronized @Nullable Cause warning() {
    Duration median = median();
    Duration opening = times(median, OF_A_CONNECTION);
    Duration limit = isSlow ? times(readTimeout, 4, 5) : readTimeout;
    isSlow = count > 1 && opening.compareTo(limit) > 0;
    return isSlow ? slow(median) : null;
  }

  private Cause slow(Duration median) {
    String message =
        "one round trip to the server takes %d ms, and opening a connection takes %d of them, "
            + "longer than the read time-out of %d ms";
    return Fault.SLOW.with(
        message.formatted(median.toMillis(), OF_A_CONNECTION, readTimeout.toMillis()),
        Fault.SLOW.remedy() + " to " + recommended(median) + "s");
  }

  /** Twice the time of a new connection, in whole seconds, so that the warning ends with it. */
  private static long recommended(Duration median) {
    return times(median, 2L * OF_A_CONNECTION).plusMillis(999).toSeconds();
  }
}
