package ai.hokusai.api.deployment;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The clock of the polls, and the pause between them. */
interface PollTimer {
  /** The system clock. */
  PollTimer SYSTEM = new PollTimer() {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void pause(Duration pause) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
  };

  /** The present value of a monotonic clock, in nanoseconds. */
  long nanoTime();

  /** Waits. */
  void pause(Duration pause) throws InterruptedException;
}
