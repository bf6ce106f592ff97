package ai.hokusai.api.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose headers take too long and, where few places are left, the ones that have waited
 * longest without a complete request, so that new connections find a place. Looks at all of them once a
 * second; any thread may open and close one.
 */
final class Connections extends AbstractLifeCycle implements Connection.Listener {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  // A request that is sent at once is there long before.
  private static final long NEW_NANOS = Duration.ofSeconds(1).toNanos();

  private final Scheduler scheduler;
  private final long headerNanos;
  private final int most;
  private final int kept;
  private final int batch;
  private final Map<Connection, Waiting> open = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private Scheduler.@Nullable Task next;

  /**
   * Connections of one connector.
   *
   * @param scheduler looks at them
   * @param headerTime the longest time from accepting a connection, or from the first byte of a further
   *     request, to the end of the headers
   * @param most how many may be open
   */
  Connections(Scheduler scheduler, Duration headerTime, int most) {
    this.scheduler = scheduler;
    this.headerNanos = headerTime.toNanos();
    this.most = most;
    // Several are closed at once, so that not each connection of a flood costs a look at all of
    // them.
    this.kept = Math.max(1, most / 32);
    this.batch = Math.max(1, kept / 4);
  }

  @Override
  protected void doStart() {
    plan();
  }

  @Override
  protected synchronized void doStop() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }

  private synchronized void plan() {
    next = scheduler.schedule(this::look, PERIOD);
  }

  @Override
  public void onOpened(Connection connection) {
    open.put(connection, new Waiting(connection));
    if (count.incrementAndGet() > most - kept) {
      makeRoom(batch);
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (open.remove(connection) != null) {
      count.decrementAndGet();
    }
  }

  private synchronized void look() {
    long now = System.nanoTime();
    for (Waiting each : open.values()) {
      if (each.headersTake(now) > headerNanos) {
        each.close();
      }
    }
    if (isRunning()) {
      makeRoom(kept);
      plan();
    }
  }

  private synchronized void makeRoom(int closed) {
    if (count.get() <= most - kept) {
      return;
    }
    long now = System.nanoTime();
    open.values().stream()
        .filter(each -> each.isWithoutRequest(now))
        .sorted(
            Comparator.comparing((Waiting each) -> each.worth(now)).thenComparing(Waiting::since))
        .limit(closed)
        .forEach(Waiting::close);
  }

  /** Which connections give way first. */
  private enum Worth {
    SLOW,
    BETWEEN_REQUESTS,
    NEW
  }

  /** How long a connection has been without a complete request. Jetty counts requests when headers end. */
  private static final class Waiting {
    private final Connection connection;
    // Since when there is no other request, and since when a part of its headers is there.
    private long since = System.nanoTime();
    private boolean isBegun = true;
    private long begun = since;
    private long requests;
    private long bytes;

    Waiting(Connection connection) {
      this.connection = connection;
    }

    long headersTake(long now) {
      return isWithoutRequest(now) && isBegun ? now - begun : 0;
    }

    boolean isWithoutRequest(long now) {
      long complete = connection.getMessagesIn();
      if (complete != requests) {
        requests = complete;
        isBegun = false;
        since = now;
        bytes = -1;
      }
      // While an answer is on its way, nothing is read.
      if (complete != connection.getMessagesOut() || !connection.getEndPoint().isFillInterested()) {
        return false;
      }
      noteBytes(connection.getBytesIn(), now);
      return true;
    }

    private void noteBytes(long read, long now) {
      if (bytes < 0) {
        bytes = read;
      } else if (!isBegun && read > bytes) {
        isBegun = true;
        begun = now;
      }
    }

    /** Little where headers take long, more between two requests, most for a connection that is new. */
    Worth worth(long now) {
      if (!isBegun) {
        return Worth.BETWEEN_REQUESTS;
      }
      return now - begun > NEW_NANOS ? Worth.SLOW : Worth.NEW;
    }

    long since() {
      return since;
    }

    void close() {
      connection.close();
    }
  }
}
