package ai.hokusai.it.faults.rows;

import ai.hokusai.it.faults.harness.Throttle;
import java.util.concurrent.Phaser;

/**
 * What keeps forty rows from slowing each other down: all begin and end a part of the run together, so that nothing
 * starts while another is timed, and what starts processes takes throttle.
 */
final class RowBarrier {
  private final Phaser parts;
  private final Throttle throttle = new Throttle();

  /** Is kept by so many rows. */
  RowBarrier(int rows) {
    this.parts = new Phaser(rows);
  }

  Throttle throttle() {
    return throttle;
  }

  /** Waits until each row that is still in the run has come as far. */
  void awaitOthers() {
    parts.arriveAndAwaitAdvance();
  }

  /** Is not waited for any more. */
  void leave() {
    parts.arriveAndDeregister();
  }
}
