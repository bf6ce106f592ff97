package ai.hokusai.it.faults;

import java.util.concurrent.Phaser;

/**
 * What keeps forty rows from slowing each other down: all begin and end a part of the run together, so that nothing
 * starts while another is timed, and what starts processes takes turns.
 */
final class Pace {
  private final Phaser parts;
  private final Turns turns = new Turns();

  /** Is kept by so many rows. */
  Pace(int rows) {
    this.parts = new Phaser(rows);
  }

  Turns turns() {
    return turns;
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
