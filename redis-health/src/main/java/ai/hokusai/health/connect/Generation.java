package ai.hokusai.health.connect;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.pool2.ObjectPool;
import redis.clients.jedis.Connection;

/**
 * Which connections of the pools are still wanted. A new generation drops the idle ones at once; those
 * in use are sorted out when they come back. Any thread may begin one.
 */
final class Generation {
  private final AtomicLong number = new AtomicLong();
  private final List<ObjectPool<Connection>> pools = new CopyOnWriteArrayList<>();

  long current() {
    return number.get();
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
