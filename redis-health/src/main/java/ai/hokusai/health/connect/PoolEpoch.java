package ai.hokusai.health.connect;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.commons.pool2.ObjectPool;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Holds which connections of the pools are still wanted. A new generation drops the idle ones at once;
 * those in use are dropped when they come back. A reply that says that the primary has moved begins one,
 * and so does a connection that broke while it was idle. Any thread may use it.
 */
final class PoolEpoch {
  // What a request was told of a move of the primary renews the pool this often at most.
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();
  private static final Set<Fault> MOVED =
      EnumSet.of(Fault.READONLY_REPLICA, Fault.LOADING, Fault.MASTERDOWN);

  private final LongSupplier nanos;
  private final AtomicLong number = new AtomicLong();
  private final AtomicLong begunAt;
  private final List<ObjectPool<Connection>> pools = new CopyOnWriteArrayList<>();

  PoolEpoch(LongSupplier nanos) {
    this.nanos = nanos;
    this.begunAt = new AtomicLong(nanos.getAsLong() - PAUSE);
  }

  /** What a connection that is opened now has in common with others of this generation. */
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
          beginAfter(born);
        }
      }

      @Override
      public void brokeIdle() {
        beginAfter(born);
      }
    };
  }

  private void beginAfter(long born) {
    long now = nanos.getAsLong();
    long last = begunAt.get();
    if (number.get() == born && now - last >= PAUSE && begunAt.compareAndSet(last, now)) {
      begin();
    }
  }

  void covers(ObjectPool<Connection> pool) {
    pools.add(pool);
  }

  void begin() {
    number.incrementAndGet();
    for (ObjectPool<Connection> pool : pools) {
      try {
        pool.clear();
      } catch (Exception e) {
        // Of a pool that could not let go of one; what stays is sorted out when it is used.
      }
    }
  }
}
