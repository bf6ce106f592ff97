package ai.hokusai.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** One direction of a connection: bytes leave it in order, after the delay, and only while traffic flows. */
final class Pipe {
  // As much as a reader may be ahead of a writer that is stalled.
  private static final int MOST_PACKETS = 64;
  private static final byte[] END = {};

  private final Conditions conditions;
  private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>(MOST_PACKETS);
  private final ReentrantLock passing = new ReentrantLock();

  Pipe(Conditions conditions) {
    this.conditions = conditions;
  }

  private static final class Packet {
    final byte[] bytes;
    final long dueAt;

    Packet(byte[] bytes, long dueAt) {
      this.bytes = bytes;
      this.dueAt = dueAt;
    }
  }

  @FunctionalInterface
  interface Passage {
    void pass() throws IOException;
  }

  void send(byte[] bytes) throws InterruptedException {
    if (bytes.length > 0) {
      packets.put(new Packet(bytes, System.nanoTime() + conditions.delayNanos()));
    }
  }

  void end() throws InterruptedException {
    packets.put(new Packet(END, System.nanoTime() + conditions.delayNanos()));
  }

  /** Writes what is sent, until its end. */
  void deliver(OutputStream out) throws IOException, InterruptedException {
    for (Packet next = packets.take(); next.bytes.length > 0; next = packets.take()) {
      byte[] bytes = next.bytes;
      await(next.dueAt);
      whileFlowing(() -> out.write(bytes));
    }
  }

  /** Runs this while traffic flows; {@link #settle} waits for its end. */
  void whileFlowing(Passage passage) throws IOException, InterruptedException {
    while (true) {
      conditions.awaitFlow();
      passing.lock();
      try {
        if (conditions.isFlowing()) {
          passage.pass();
          return;
        }
      } finally {
        passing.unlock();
      }
    }
  }

  /** Waits until no byte is leaving; at most a second, for a peer that reads nothing. */
  void settle() {
    try {
      if (passing.tryLock(1, SECONDS)) {
        passing.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(long dueAt) throws InterruptedException {
    for (long left = dueAt - System.nanoTime(); left > 0; left = dueAt - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
