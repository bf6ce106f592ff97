package ai.hokusai.health.connect;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.redis.PoolUsage;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.Pool;

/**
 * The epoch of the connections of a pool. A new epoch drops the idle ones of the last at once, and
 * those in use when they are returned. A reply that shows that the primary has moved starts one,
 * and so does a connection that broke while it was idle. Any thread may use it.
 */
final class PoolEpoch {
  // Replies to requests that show a move of the primary renew the pool this often at most.
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();
  private static final Set<Fault> MOVED =
      EnumSet.of(Fault.READONLY_REPLICA, Fault.LOADING, Fault.MASTERDOWN);

  private final LongSupplier nanos;
  private final AtomicLong number = new AtomicLong();
  private final AtomicLong startedAt;
  private final List<Pool<Connection>> pools = new CopyOnWriteArrayList<>();

  PoolEpoch(LongSupplier nanos) {
    this.nanos = nanos;
    this.startedAt = new AtomicLong(nanos.getAsLong() - PAUSE);
  }

  /** The state that a connection of this epoch shares with the others. */
  RedisLink.Fellowship member() {
    long born = number.get();
    return new RedisLink.Fellowship() {
      @Override
      public boolean isWanted() {
        return number.get() == born;
      }

      @Override
      public void refused(JedisDataException error) {
        if (MOVED.contains(FaultClassifier.classify(error))) {
          advanceAfter(born);
        }
      }

      @Override
      public void redirected() {
        advanceAfter(born);
      }

      @Override
      public void brokeIdle() {
        advanceAfter(born);
      }
    };
  }

  private void advanceAfter(long born) {
    long now = nanos.getAsLong();
    long last = startedAt.get();
    if (number.get() == born && now - last >= PAUSE && startedAt.compareAndSet(last, now)) {
      advance();
    }
  }

  void add(Pool<Connection> pool) {
    pools.removeIf(Pool::isClosed);
    pools.add(pool);
  }

  /** The use of all open pools together; empty without one. */
  Optional<PoolUsage> usage() {
    return pools.stream()
        .filter(each -> !each.isClosed())
        .map(PoolEpoch::usage)
        .reduce(PoolUsage::plus);
  }

  // The method that returns a Duration came with commons-pool2 2.12.
  @SuppressWarnings("deprecation")
  private static PoolUsage usage(Pool<Connection> pool) {
    return PoolUsage.of(
        pool.getNumActive(),
        pool.getNumIdle(),
        pool.getNumWaiters(),
        pool.getMaxTotal(),
        Duration.ofMillis(pool.getMeanBorrowWaitTimeMillis()));
  }

  void advance() {
    number.incrementAndGet();
    for (Pool<Connection> pool : pools) {
      try {
        pool.clear();
      } catch (Exception e) {
        // The pool could not drop a connection; it is dropped when it is borrowed.
      }
    }
  }
}
