package ai.hokusai.it.faults.harness;

import java.time.Duration;

/** How long things may take: the documented formula at the defaults, and what a slow and noisy machine adds. */
public final class Bounds {
  /** Interval, three deadlines, two pauses: {@code 1.5 + 3 × 1 + 2 × 0.2}. */
  public static final Duration DETECTION = Duration.ofMillis(4_900);

  /** Three failed attempts of a service that starts while the fault is there, and the start itself. */
  public static final Duration DETECTION_AT_START = Duration.ofSeconds(5);

  /** One deadline, the pause while down, the pause before the second success: {@code 1 + 1 + 1}. */
  public static final Duration RECOVERY = Duration.ofSeconds(3);

  /** The same for a Redis that was down for a minute, and is probed every 3 s from then on. */
  public static final Duration LATE_RECOVERY = Duration.ofSeconds(5);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** For what the formula leaves out: threads that wait for a processor, the handshakes of probes that succeed. */
  public static final Duration TOLERANCE = Duration.ofMillis(1_500);

  /** The classes of TLS, which a service of a plaintext Redis loads when it first tests a server for TLS. */
  public static final Duration FIRST_TLS = Duration.ofMillis(1_500);

  /** Long enough for one more probe of a Redis that is down, whatever that probe waits for. */
  public static final Duration ONE_MORE_PROBE = Duration.ofMillis(3_500);

  /** For what is no promise: a server that starts, a first healthy answer. */
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private Bounds() {}

  /** The bound of a recovery, after so long an outage. */
  public static Duration recovery(Duration outage) {
    return outage.plus(TOLERANCE).compareTo(MINUTE) < 0 ? RECOVERY : LATE_RECOVERY;
  }
}
