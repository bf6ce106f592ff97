package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long this process waits for a processor: the lateness of the thread of the loop, and
 * the throttling of its control group. Only the thread of the loop uses it.
 */
final class Starvation {
  // How often the loop wakes up while it waits for something that may time out.
  private static final long TICK = Duration.ofMillis(100).toNanos();
  private static final long WINDOW = Duration.ofSeconds(10).toNanos();
  // On an idle machine, timers and the scheduler are late by less.
  private static final long PUNCTUAL = Duration.ofMillis(10).toNanos();
  private static final long PAUSE = Duration.ofMillis(500).toNanos();
  // Late for this time in total, or throttled for half of the time: then a time-out shows nothing
  // about the server.
  private static final double LATE = 0.3;
  private static final double THROTTLED = 0.5;

  private final Supplier<CpuStat.Counters> counters;
  private final Deque<Late> latenesses = new ArrayDeque<>();
  private final Deque<Sample> samples = new ArrayDeque<>();

  Starvation(Supplier<CpuStat.Counters> counters) {
    this.counters = counters;
  }

  /** One wake-up that was late. */
  private record Late(long at, long nanos) {}

  /** The counters of the control group at one moment. */
  private record Sample(long at, CpuStat.Counters counters) {}

  /** The same check of a loop, which wakes up ten times a second while an attempt is under way. */
  static LongUnaryOperator measuring(LongUnaryOperator check, BooleanSupplier isUnderWay) {
    return now -> {
      long next = check.applyAsLong(now);
      return isUnderWay.getAsBoolean() ? Math.min(next - now, TICK) + now : next;
    };
  }

  /** Records by how much the loop woke up too late. */
  void late(long nanos, long now) {
    if (nanos > PUNCTUAL) {
      latenesses.add(new Late(now, nanos));
    }
  }

  /** Reads the counters, twice a second at most. */
  void look(long now) {
    Sample last = samples.peekLast();
    if (last == null || now - last.at() >= PAUSE) {
      sample(now);
    }
  }

  private void sample(long now) {
    samples.add(new Sample(now, counters.get()));
    // One older sample shows what has happened since the window began.
    while (samples.size() > 2 && now - samples.getFirst().at() > WINDOW + PAUSE) {
      samples.removeFirst();
    }
    latenesses.removeIf(each -> now - each.at() > WINDOW);
  }

  /**
   * The cause of a failure that shows nothing about the server, since this process was starved.
   *
   * @param failure a failure, null for none
   * @param began the reading of the clock when the attempt began
   * @return {@link Fault#PROCESS_STARVED} for a time-out of a starved process, null otherwise
   */
  @Nullable
  Cause behind(@Nullable Cause failure, long began, long now) {
    Fault fault = Fault.of(failure);
    boolean isTimeout = fault != null && fault.isTimeout();
    return isTimeout ? since(now - Math.min(now - began, WINDOW), now) : null;
  }

  /**
   * The cause where this process was starved after a reading of the clock.
   *
   * @return {@link Fault#PROCESS_STARVED} with the measurement, null where it had enough processor
   *     time
   */
  @Nullable
  Cause since(long began, long now) {
    sample(now);
    long span = Math.max(1, now - began);
    long late = latenesses.stream()
        .filter(each -> each.at() - began > 0)
        .mapToLong(each -> Math.min(each.nanos(), each.at() - began))
        .sum();
    boolean isStarved = late > LATE * span || throttledNanos(began) > THROTTLED * span;
    return isStarved ? cause(late, span, now) : null;
  }

  private long throttledNanos(long began) {
    Sample from = samples.getFirst();
    for (Sample each : samples) {
      from = each.at() - began <= 0 ? each : from;
    }
    return samples.getLast().counters().nanos() - from.counters().nanos();
  }

  private Cause cause(long late, long span, long now) {
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long throttled = last.counters().throttled() - first.counters().throttled();
    long seconds = Math.max(1, millis(now - first.at()) / 1_000);
    return Fault.PROCESS_STARVED.with(
        "this process was late by %d ms of %d ms%s, so a time-out does not show the state of the server"
            .formatted(
                millis(late),
                millis(span),
                throttled == 0
                    ? ""
                    : " and was throttled %d times in %d s".formatted(throttled, seconds)),
        Fault.PROCESS_STARVED.remedy());
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
