package ai.hokusai.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The conditions under which all connections of a {@link FaultyRedis} pass bytes on; read at each use. */
final class Conditions {
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile long delayNanos;
  private volatile @Nullable Function<Command, @Nullable String> rejection;

  void stall() {
    if (isFlowing()) {
      gate = new CountDownLatch(1);
    }
  }

  void flow() {
    gate.countDown();
  }

  boolean isFlowing() {
    return gate.getCount() == 0;
  }

  void awaitFlow() throws InterruptedException {
    gate.await();
  }

  /** Half of the round trip, which each direction takes. */
  void roundTrip(Duration duration) {
    delayNanos = duration.toNanos() / 2;
  }

  long delayNanos() {
    return delayNanos;
  }

  void reject(Function<Command, @Nullable String> newRejection) {
    rejection = newRejection;
  }

  void rejectNothing() {
    rejection = null;
  }

  boolean isRejecting() {
    return rejection != null;
  }

  @Nullable
  String replyTo(Command command) {
    Function<Command, @Nullable String> present = rejection;
    return present == null ? null : present.apply(command);
  }
}
