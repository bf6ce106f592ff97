package ai.hokusai.api.log;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of log lines and the thread that writes them, so that a full or blocked stdout never
 * blocks the thread that logs. A line that finds the queue full is dropped and counted. Thread-safe.
 */
public final class LogOutput {
  /** The time limit of the flush before the process ends, for a stdout that is blocked. */
  public static final Duration LAST_FLUSH = Duration.ofSeconds(1);

  // A few hundred lines: enough for a burst, and about 1 % of a small heap.
  private static final int QUEUE_BYTES = 1024 * 1024;
  private static final LogOutput OF_PROCESS =
      new LogOutput(System.out, QUEUE_BYTES, Events::linesDropped);

  private final int capacity;
  private final LongConsumer report;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Condition written = lock.newCondition();
  private final Queue<byte[]> lines = new ArrayDeque<>();
  private int queuedBytes;
  private long dropped;
  private @Nullable Thread writer;
  private volatile OutputStream target;

  /**
   * Creates an empty queue.
   *
   * @param target receives the lines
   * @param capacity the maximum number of queued bytes
   * @param report receives the number of dropped lines once the target accepts lines again
   */
  LogOutput(OutputStream target, int capacity, LongConsumer report) {
    this.target = target;
    this.capacity = capacity;
    this.report = report;
  }

  /** The output of this process; it writes to {@code System.out} until it gets another target. */
  public static LogOutput ofProcess() {
    return OF_PROCESS;
  }

  /** Writes all further lines to another target. */
  public void writeTo(OutputStream other) {
    target = other;
  }

  /** The number of dropped lines: the queue was full, or the target reported an error. */
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Adds a line, or drops it if the queue is full. Never waits for the target. */
  void offer(byte[] line) {
    lock.lock();
    try {
      if (line.length > capacity - queuedBytes) {
        dropped++;
        return;
      }
      lines.add(line);
      queuedBytes += line.length;
      added.signal();
      if (writer == null) {
        writer = startWriter();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until every line is written.
   *
   * @param limit the time limit, for a target that is blocked
   * @return whether all lines are written
   */
  public boolean flush(Duration limit) {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      while (queuedBytes > 0) {
        if (nanos <= 0) {
          return false;
        }
        nanos = written.awaitNanos(nanos);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private Thread startWriter() {
    var thread = new Thread(this::writeForever, "log-writer");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void writeForever() {
    long reported = 0;
    while (true) {
      byte[] line = next();
      boolean isWritten = write(line);
      long total = complete(line, isWritten);
      if (total > reported) {
        reported = total;
        report.accept(total);
      }
    }
  }

  private byte[] next() {
    lock.lock();
    try {
      byte[] line = lines.poll();
      while (line == null) {
        added.awaitUninterruptibly();
        line = lines.poll();
      }
      return line;
    } finally {
      lock.unlock();
    }
  }

  private boolean write(byte[] line) {
    OutputStream out = target;
    try {
      out.write(line);
      out.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes a line from the queue size. Returns the number of dropped lines once the queue is empty, else 0. */
  private long complete(byte[] line, boolean isWritten) {
    lock.lock();
    try {
      queuedBytes -= line.length;
      if (!isWritten) {
        dropped++;
      }
      written.signalAll();
      return isWritten && lines.isEmpty() ? dropped : 0;
    } finally {
      lock.unlock();
    }
  }
}
