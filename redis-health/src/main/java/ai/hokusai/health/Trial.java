package ai.hokusai.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets through one request at a time, and one a second at most. Any thread may ask; nobody waits. */
final class Trial {
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final AtomicBoolean isUnderWay = new AtomicBoolean();
  private volatile long notBefore;

  /** Nothing was let through yet, at a reading of the monotonic clock. */
  Trial(long now) {
    this.notBefore = now;
  }

  /** Whether the caller is let through; if so, it must end the trial. */
  boolean begin(long now) {
    if (now - notBefore < 0 || !isUnderWay.compareAndSet(false, true)) {
      return false;
    }
    // Another may have come and gone between the two questions.
    if (now - notBefore < 0) {
      isUnderWay.set(false);
      return false;
    }
    notBefore = now + PAUSE;
    return true;
  }

  void end() {
    isUnderWay.set(false);
  }
}
