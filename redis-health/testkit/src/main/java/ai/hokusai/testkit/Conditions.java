package ai.hokusai.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The conditions under which all connections of a {@link FaultyRedis} pass bytes on; read at each use. */
final class Conditions {
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile long delayNanos;
  private volatile Function<Command, @Nullable String> rejection = command -> null;
  private volatile boolean isRejecting;

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
    isRejecting = true;
  }

  void rejectNothing() {
    isRejecting = false;
    rejection = command -> null;
  }

  boolean isRejecting() {
    return isRejecting;
  }

  @Nullable
  String replyTo(Command command) {
    return rejection.apply(command);
  }
}
