package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;

/** One attempt of a check, run on a thread of its own and cancelled from another. */
public interface Attempt {

  /** Runs the check without a time limit of its own. */
  ProbeResult run();

  /**
   * Cancels an attempt that takes too long, so that it ends soon if possible. Any thread may call
   * it, repeatedly and without waiting.
   *
   * @return the fault of an attempt that has not ended
   */
  Cause cancel();

  /**
   * Adds the facts and warnings of this attempt to a result. Any thread may call it, also while the
   * attempt runs.
   *
   * @param bare the result without them
   */
  default ProbeResult complete(ProbeResult bare) {
    return bare;
  }
}
