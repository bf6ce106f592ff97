package ai.hokusai.health.connect;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A pause after each connection of the pool that could not be opened: 10 ms, doubled up to 250 ms.
 * In a pause, a request that needs a new connection fails at once with the cause of the last
 * failure. Any thread may use it.
 */
final class DialBackOff {
  private static final long FIRST = Duration.ofMillis(10).toNanos();
  private static final long LONGEST = Duration.ofMillis(250).toNanos();

  private final LongSupplier nanos;
  private @Nullable RuntimeException failure;
  private long failedAt;
  private long pause;

  DialBackOff(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Dials unless there is a pause. */
  RedisLink dial(Supplier<RedisLink> dialer) {
    long start = nanos.getAsLong();
    requireNoPause(start);
    try {
      RedisLink link = dialer.get();
      reset();
      return link;
    } catch (RuntimeException e) {
      failed(e, start);
      throw e;
    }
  }

  private synchronized void requireNoPause(long now) {
    if (failure != null && now - failedAt < pause) {
      throw new JedisConnectionException("no connection was opened a moment ago", failure);
    }
  }

  /** A failure that began before the last one has the same cause, and does not double the pause. */
  private synchronized void failed(RuntimeException e, long start) {
    if (failure == null) {
      pause = FIRST;
    } else if (start - failedAt >= 0) {
      pause = Math.min(LONGEST, pause * 2);
    }
    failure = e;
    failedAt = nanos.getAsLong();
  }

  /** Ends the pause, since a connection was opened or will be opened in another way. */
  synchronized void reset() {
    failure = null;
  }
}
