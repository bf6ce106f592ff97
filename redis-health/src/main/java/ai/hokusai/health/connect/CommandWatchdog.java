package ai.hokusai.health.connect;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends commands that exceed their limit by closing the sockets of their connections, on one daemon
 * thread that exists while there are connections. Any thread may use it.
 */
// The JDK has no time-out for a write, and that of a read restarts with each byte.
final class CommandWatchdog {
  private static final long SHORTEST_PAUSE = 1_000_000;

  private final Set<RedisLink> links = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread;

  synchronized void add(RedisLink link) {
    links.add(link);
    if (thread == null) {
      thread = new Thread(this::watch, "redis-health-limits");
      thread.setDaemon(true);
      thread.start();
    } else {
      LockSupport.unpark(thread);
    }
  }

  synchronized void remove(RedisLink link) {
    if (links.remove(link) && links.isEmpty()) {
      LockSupport.unpark(thread);
    }
  }

  private void watch() {
    while (isNeeded()) {
      long pause = Long.MAX_VALUE;
      for (RedisLink link : links) {
        pause = Math.min(pause, link.endOverdue(System.nanoTime()));
      }
      LockSupport.parkNanos(this, Math.max(SHORTEST_PAUSE, pause));
    }
  }

  private synchronized boolean isNeeded() {
    if (links.isEmpty()) {
      thread = null;
    }
    return thread != null;
  }
}
