package ai.hokusai.health.connect;

import java.time.Duration;

/** Durations in the units of the JDK's sockets, where 0 would mean for ever. */
final class Timeouts {

  private Timeouts() {}

  static int millis(Duration duration) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
  }
}
