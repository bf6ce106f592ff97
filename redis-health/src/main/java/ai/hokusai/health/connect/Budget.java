package ai.hokusai.health.connect;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The waiting time that name look-up, connection and reads share. One thread at a time spends it.
 */
// Only waiting counts: the first handshake of a JVM loads classes for as long.
public final class Budget {
  private long nanosLeft;
  private long longestAnswer;
  private volatile boolean isLifted;

  private Budget(long nanosLeft) {
    this.nanosLeft = nanosLeft;
  }

  /** An unspent budget. */
  public static Budget of(Duration limit) {
    return new Budget(limit.toNanos());
  }

  /** An operation that waits for at most a number of milliseconds. */
  @FunctionalInterface
  interface Wait<T> {
    T atMost(int millis) throws IOException;
  }

  /**
   * Waits within the budget. The message of the exception for a spent budget begins with the text
   * given.
   */
  <T> T spend(String what, Wait<T> wait) throws IOException {
    long millis = Math.min(Integer.MAX_VALUE, millisLeft());
    if (millis <= 0) {
      throw new SocketTimeoutException(what + ": the time is used up");
    }
    long start = System.nanoTime();
    try {
      return wait.atMost((int) millis);
    } finally {
      nanosLeft -= System.nanoTime() - start;
    }
  }

  /** Waits as {@link #spend} does, for an answer of the peer, which takes one round trip. */
  <T> T spendOnPeer(String what, Wait<T> wait) throws IOException {
    long start = System.nanoTime();
    T answer = spend(what, wait);
    longestAnswer = Math.max(longestAnswer, System.nanoTime() - start);
    return answer;
  }

  /** The longest time of an answer of the peer, zero before the first. */
  Duration longestAnswer() {
    return Duration.ofNanos(longestAnswer);
  }

  long millisLeft() {
    return NANOSECONDS.toMillis(nanosLeft);
  }

  /** From now on every wait has the time-out of its own, and no other. */
  void lift() {
    isLifted = true;
  }

  boolean isLifted() {
    return isLifted;
  }
}
