package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;

/** One question, asked on a thread of its own and given up from another. */
public interface Attempt {

  /** Asks, however long it takes. */
  ProbeResult run();

  /**
   * Frees what can be freed of an attempt that takes too long, so that it ends soon if it can at all.
   * Any thread may call it, never waits, and may call it again.
   *
   * @return what it means that the attempt has not ended
   */
  Cause cancel();

  /**
   * Adds to a result of this attempt what was learnt on the way. Any thread may call it, also while the
   * attempt runs.
   *
   * @param bare the result as such
   */
  default ProbeResult complete(ProbeResult bare) {
    return bare;
  }
}
