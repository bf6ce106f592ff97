package ai.hokusai.health.probe;

import java.time.Duration;

/** Checks a dependency, one attempt at a time. One thread begins the attempts. */
public interface Probe extends AutoCloseable {

  /**
   * Sets the longest wait of the attempts that begin from now on.
   *
   * @param deadline the time after which an attempt is cancelled
   */
  default void limit(Duration deadline) {}

  /**
   * The deadline that leaves room for the round trips of an attempt, longer where the dependency is
   * far away.
   */
  default Duration allowance(Duration configured) {
    return configured;
  }

  /** Prepares an attempt, which runs once, without running it. */
  Attempt begin();

  /** Drops the last result, which shows nothing about the dependency. */
  default void disregard() {}

  /** Releases what is kept between attempts. Any thread may call it; no further attempt begins. */
  @Override
  void close();
}
