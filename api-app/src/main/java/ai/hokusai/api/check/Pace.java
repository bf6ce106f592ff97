package ai.hokusai.api.check;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time that passes between polls. */
public interface Pace {
  /** That of the world. */
  Pace REAL = new Pace() {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void pause(Duration pause) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
  };

  /** A time to compare with another one. */
  long nanoTime();

  /** Lets time pass. */
  void pause(Duration pause) throws InterruptedException;
}
