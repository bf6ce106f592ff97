package ai.hokusai.health.connect;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time by which the command of a connection has to end. One thread begins and ends commands;
 * any other may let one expire.
 */
final class CommandLimit {
  /**
   * The time added to a limit, so that the time-out of the socket, which names the cause, is first.
   */
  static final Duration MARGIN = Duration.ofMillis(50);

  private static final long NO_COMMAND = 0;
  private static final long EXPIRED = Long.MIN_VALUE;

  private final AtomicLong dueAt = new AtomicLong(NO_COMMAND);
  private volatile long limit;
  private long endedAt;
  private int depth;

  /** A limit for the first command, without the margin. */
  CommandLimit(Duration first, long now) {
    this.limit = withMargin(first);
    this.endedAt = now;
  }

  private static long withMargin(Duration limit) {
    return limit.plus(MARGIN).toNanos();
  }

  /** Begins a command, or a part of the one that runs. */
  void begin(long now) {
    if (depth++ == 0) {
      dueAt.set(dueAt(now));
    }
  }

  private long dueAt(long now) {
    // No reading of the clock equals a mark.
    return (now + limit) | 1;
  }

  /** Ends a command, or a part; returns true where all of it ended after it had expired. */
  boolean end(long now) {
    if (--depth > 0) {
      return false;
    }
    endedAt = now;
    return dueAt.getAndSet(NO_COMMAND) == EXPIRED;
  }

  boolean isExpired() {
    return dueAt.get() == EXPIRED;
  }

  /** The limit from now on, also of the command that runs. */
  void change(Duration next, long now) {
    limit = withMargin(next);
    long current = dueAt.get();
    if (current != NO_COMMAND && current != EXPIRED) {
      boolean ignored = dueAt.compareAndSet(current, dueAt(now));
    }
  }

  /** Lets the command expire where its time is up; returns true once for each. */
  boolean expire(long now) {
    long current = dueAt.get();
    return current != NO_COMMAND
        && current != EXPIRED
        && now - current >= 0
        && dueAt.compareAndSet(current, EXPIRED);
  }

  /**
   * The shortest time in nanoseconds after which a command, one that begins now too, may be due.
   */
  long untilDue(long now) {
    long current = dueAt.get();
    return current == NO_COMMAND || current == EXPIRED ? limit : current - now;
  }

  /** The time since the last command, in nanoseconds. */
  long idle(long now) {
    return now - endedAt;
  }
}
