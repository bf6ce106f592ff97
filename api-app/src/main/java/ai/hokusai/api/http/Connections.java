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
 * Closes connections whose headers take too long. Near the maximum, also closes those that are longest without
 * a complete request, so that new connections are accepted. Examines all of them once a second. Thread-safe.
 */
final class Connections extends AbstractLifeCycle implements Connection.Listener {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  // A client that sends its request immediately needs less.
  private static final long NEW_NANOS = Duration.ofSeconds(1).toNanos();

  private final Scheduler scheduler;
  private final long headerNanos;
  private final int max;
  private final int reserve;
  private final int batch;
  private final Map<Connection, Tracked> open = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private Scheduler.@Nullable Task next;

  /**
   * Creates the tracker of one connector.
   *
   * @param scheduler runs the examination
   * @param headerTime the time limit from accepting a connection, or from the first byte of a later
   *     request, to the end of the headers
   * @param max the maximum number of open connections
   */
  Connections(Scheduler scheduler, Duration headerTime, int max) {
    this.scheduler = scheduler;
    this.headerNanos = headerTime.toNanos();
    this.max = max;
    // Closes several at a time, so that not each new connection examines all of them.
    this.reserve = Math.max(1, max / 32);
    this.batch = Math.max(1, reserve / 4);
  }

  @Override
  protected void doStart() {
    schedule();
  }

  @Override
  protected synchronized void doStop() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }

  private synchronized void schedule() {
    next = scheduler.schedule(this::examine, PERIOD);
  }

  @Override
  public void onOpened(Connection connection) {
    open.put(connection, new Tracked(connection));
    if (count.incrementAndGet() > max - reserve) {
      closeIdle(batch);
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (open.remove(connection) != null) {
      count.decrementAndGet();
    }
  }

  private synchronized void examine() {
    long now = System.nanoTime();
    for (Tracked each : open.values()) {
      if (each.headersTake(now) > headerNanos) {
        each.close();
      }
    }
    if (isRunning()) {
      closeIdle(reserve);
      schedule();
    }
  }

  private synchronized void closeIdle(int closed) {
    if (count.get() <= max - reserve) {
      return;
    }
    long now = System.nanoTime();
    open.values().stream()
        .filter(each -> each.isWithoutRequest(now))
        .sorted(Comparator.comparing((Tracked each) -> each.priority(now))
            .thenComparing(Tracked::since))
        .limit(closed)
        .forEach(Tracked::close);
  }

  /** The order in which connections are closed. */
  private enum Priority {
    SLOW,
    BETWEEN_REQUESTS,
    NEW
  }

  /** Measures the time without a complete request. Jetty counts a request at the end of its headers. */
  private static final class Tracked {
    private final Connection connection;
    // The end of the last request, and the arrival of the first byte of the next.
    private long since = System.nanoTime();
    private boolean hasBytes = true;
    private long bytesSince = since;
    private long requests;
    private long bytes;

    Tracked(Connection connection) {
      this.connection = connection;
    }

    long headersTake(long now) {
      return isWithoutRequest(now) && hasBytes ? now - bytesSince : 0;
    }

    boolean isWithoutRequest(long now) {
      long complete = connection.getMessagesIn();
      if (complete != requests) {
        requests = complete;
        hasBytes = false;
        since = now;
        bytes = -1;
      }
      // Nothing is read while a response is being written.
      if (complete != connection.getMessagesOut() || !connection.getEndPoint().isFillInterested()) {
        return false;
      }
      noteBytes(connection.getBytesIn(), now);
      return true;
    }

    private void noteBytes(long read, long now) {
      if (bytes < 0) {
        bytes = read;
      } else if (!hasBytes && read > bytes) {
        hasBytes = true;
        bytesSince = now;
      }
    }

    /** Slow headers first, then connections between two requests, then new connections. */
    Priority priority(long now) {
      if (!hasBytes) {
        return Priority.BETWEEN_REQUESTS;
      }
      return now - bytesSince > NEW_NANOS ? Priority.SLOW : Priority.NEW;
    }

    long since() {
      return since;
    }

    void close() {
      connection.close();
    }
  }
}
