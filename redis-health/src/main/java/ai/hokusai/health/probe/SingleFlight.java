package ai.hokusai.health.probe;

import static ai.hokusai.health.connect.Durations.longer;
import static ai.hokusai.health.connect.Durations.shorter;
import static ai.hokusai.health.connect.Durations.times;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs the attempts of one probe: each on a thread of its own, cancelled at the deadline, and never
 * two at once. It never waits: one thread begins and polls, and passes the time. Any other may
 * abandon it.
 */
public final class SingleFlight {
  private final Probe probe;
  private final Deadlines deadlines;
  private final Executor threads;
  private final InstantSource clock;
  private final Runnable onEnd;
  private volatile @Nullable Flight flight;
  private boolean hasSucceeded;
  private boolean isNextExtensible;
  private int overruns;

  /**
   * Nothing in flight yet.
   *
   * @param deadline the longest time of an attempt, unless the probe needs up to five times as long
   *     for its round trips
   * @param threads runs each task on a thread of its own
   * @param clock where the results get their time from
   * @param onEnd runs on the thread of the attempt once there is a result to poll
   */
  public SingleFlight(
      Probe probe, Duration deadline, Executor threads, InstantSource clock, Runnable onEnd) {
    this(probe, new Deadlines(deadline, times(deadline, 5), deadline, 0), threads, clock, onEnd);
  }

  /**
   * Nothing in flight yet.
   *
   * @param deadlines the longest times of an attempt
   * @param threads runs each task on a thread of its own
   * @param clock where the results get their time from
   * @param onEnd runs on the thread of the attempt once there is a result to poll
   */
  public SingleFlight(
      Probe probe, Deadlines deadlines, Executor threads, InstantSource clock, Runnable onEnd) {
    this.probe = probe;
    this.deadlines = deadlines;
    this.threads = threads;
    this.clock = clock;
    this.onEnd = onEnd;
  }

  /**
   * The longest that attempts may take. The first ones get more time, since a cold JVM loads
   * classes during them.
   *
   * @param usual the longest time of an attempt where round trips are short
   * @param longest the longest time of an attempt whatever the round trips are
   * @param first the longest time of an attempt before the first success
   * @param firstAttempts after so many attempts that took longer than usual and failed,
   *     {@code first} holds for none
   */
  public record Deadlines(Duration usual, Duration longest, Duration first, int firstAttempts) {}

  /**
   * Returns true if there will be a result to poll, by {@link #deadlineAt} at the latest; false
   * also while a cancelled attempt still hangs.
   */
  public boolean isWaiting() {
    Flight current = flight;
    return current != null && !current.isCancelled;
  }

  /** Returns true while a cancelled attempt has not ended. */
  public boolean isHanging() {
    Flight current = flight;
    return current != null && current.isCancelled && !current.isDone();
  }

  /** The time at which the current attempt will be cancelled. */
  public long deadlineAt() {
    Flight current = Objects.requireNonNull(flight);
    return current.awaitedFrom + current.limit.toNanos();
  }

  /**
   * Shortens the deadline of the current attempt, but not below the time of its round trips.
   *
   * @param limit the longest time of the attempt
   */
  public void shorten(Duration limit) {
    Flight current = Objects.requireNonNull(flight);
    current.limit = shorter(allowance(limit), current.limit);
  }

  /** Lets {@link #extend} give the next attempt up to the longest time. */
  public void makeNextExtensible() {
    isNextExtensible = true;
  }

  /** Postpones a deadline that has passed by the usual time, where the attempt has more time. */
  public void extend(long now) {
    Flight current = Objects.requireNonNull(flight);
    Duration passed = Duration.ofNanos(now - current.awaitedFrom);
    current.limit = longer(current.limit, shorter(passed.plus(deadlines.usual()), current.longest));
  }

  /**
   * Begins an attempt, unless a cancelled one still hangs.
   *
   * @return the result of the hung attempt, or the failure to begin one; null where one has begun
   */
  public @Nullable ProbeResult begin(long now) {
    Flight zombie = flight;
    boolean isFirst = isFirst();
    Duration limit = isFirst ? deadlines.first() : allowance(deadlines.usual());
    if (zombie != null && !zombie.isDone()) {
      if (!isFirst) {
        return zombie.overdueAt(now);
      }
      // A cold JVM needs this time to end the attempt, which is not counted again.
      zombie.awaitAgain(now, limit);
      return null;
    }
    try {
      Duration longest = isNextExtensible ? longer(allowance(deadlines.longest()), limit) : limit;
      probe.limit(longest);
      var next = new Flight(probe.begin(), now, limit, longest);
      flight = next;
      isNextExtensible = false;
      threads.execute(next);
      return null;
    } catch (Throwable e) {
      flight = null;
      // Such as no memory for a thread; reported as any other failure.
      return ProbeResult.internalError(e, Duration.ZERO, clock.instant());
    }
  }

  /**
   * Takes the result of the attempt once, or cancels it at its deadline; null while there is none.
   */
  public @Nullable ProbeResult poll(long now) {
    Flight current = flight;
    if (current == null) {
      return null;
    }
    if (current.isDone()) {
      flight = null;
      return current.isCancelled || current.isLate
          ? null
          : noted(current.resultAt(now), now - current.beganAt);
    }
    if (current.isCancelled || now - deadlineAt() < 0) {
      return null;
    }
    current.isCancelled = true;
    return noted(current.overdueAt(now), now - current.beganAt);
  }

  private boolean isFirst() {
    return !hasSucceeded
        && overruns < deadlines.firstAttempts()
        && deadlines.first().compareTo(allowance(deadlines.usual())) > 0;
  }

  private Duration allowance(Duration configured) {
    return shorter(probe.allowance(configured), deadlines.longest());
  }

  private ProbeResult noted(ProbeResult result, long nanos) {
    hasSucceeded |= result.fault() == null;
    Fault fault = Fault.of(result.fault());
    if (fault != null && fault.isTimeout() && nanos >= deadlines.usual().toNanos()) {
      overruns++;
    }
    return result;
  }

  /** Drops the result that was polled last, which shows nothing about the dependency. */
  public void disregard() {
    probe.disregard();
  }

  /** Cancels the current attempt and closes the probe. */
  public void abandon() {
    probe.close();
    Flight current = flight;
    if (current != null) {
      var ignored = current.attempt.cancel();
    }
  }

  /**
   * Waits until no attempt runs.
   *
   * @param nanos the longest wait
   * @throws InterruptedException where this thread is interrupted
   */
  public void awaitEnd(long nanos) throws InterruptedException {
    Flight current = flight;
    if (current != null) {
      boolean ignored = current.landed.await(nanos, NANOSECONDS);
    }
  }

  /** One running attempt. */
  private final class Flight implements Runnable {
    final Attempt attempt;
    final long beganAt;
    final Duration longest;
    Duration limit;
    long awaitedFrom;
    boolean isLate;
    final CountDownLatch landed = new CountDownLatch(1);
    boolean isCancelled;
    private @Nullable ProbeResult result;
    private @Nullable Throwable thrown;

    Flight(Attempt attempt, long beganAt, Duration limit, Duration longest) {
      this.attempt = attempt;
      this.beganAt = beganAt;
      this.limit = limit;
      this.longest = longest;
      this.awaitedFrom = beganAt;
    }

    @Override
    public void run() {
      try {
        result = attempt.run();
      } catch (Throwable e) {
        thrown = e;
      } finally {
        landed.countDown();
        onEnd.run();
      }
    }

    void awaitAgain(long now, Duration newLimit) {
      isCancelled = false;
      isLate = true;
      awaitedFrom = now;
      limit = newLimit;
    }

    boolean isDone() {
      return landed.getCount() == 0;
    }

    ProbeResult resultAt(long now) {
      ProbeResult found = result;
      return attempt.complete(
          found != null
              ? found
              : ProbeResult.internalError(
                  Objects.requireNonNull(thrown), elapsedAt(now), clock.instant()));
    }

    ProbeResult overdueAt(long now) {
      return attempt.complete(
          ProbeResult.failure(attempt.cancel(), elapsedAt(now), clock.instant()));
    }

    private Duration elapsedAt(long now) {
      return Duration.ofNanos(now - beganAt);
    }
  }
}
