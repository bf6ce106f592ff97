package ai.hokusai.health.probe;

import java.time.Duration;

/** Something that can be asked how it is, one attempt at a time. One thread begins the attempts. */
public interface Probe extends AutoCloseable {

  /**
   * Sets the longest wait of the attempts that begin from now on.
   *
   * @param deadline after it an attempt is given up
   */
  default void limit(Duration deadline) {}

  /**
   * The deadline that leaves room for the round trips of an attempt.
   *
   * @return a longer one where the dependency is far away
   */
  default Duration allowance(Duration configured) {
    return configured;
  }

  /**
   * Prepares an attempt, at once and without asking yet.
   *
   * @return the attempt, to be run once
   */
  Attempt begin();

  /** Frees what is kept between attempts; any thread may, and no further attempt begins. */
  @Override
  void close();
}
