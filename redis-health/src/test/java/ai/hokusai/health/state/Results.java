package ai.hokusai.health.state;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.schedule.Thresholds;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Results of probes, written as one letter each. */
final class Results {
  static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  static final Duration TOOK = Duration.ofMillis(3);

  private Results() {}

  static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  static ProbeResult success(long seconds) {
    return ProbeResult.success(TOOK, at(seconds));
  }

  static ProbeResult failure(Fault fault, long seconds) {
    return ProbeResult.failure(fault, TOOK, at(seconds));
  }

  /**
   * One result: {@code +} success, {@code t} a time-out of a reply, {@code h} of a handshake, {@code c}
   * something to correct, {@code n} no such name.
   */
  static ProbeResult of(char letter, long seconds) {
    Fault fault = fault(letter);
    return fault == null ? success(seconds) : failure(fault, seconds);
  }

  private static @Nullable Fault fault(char letter) {
    return switch (letter) {
      case '+' -> null;
      case 't' -> Fault.READ_TIMEOUT;
      case 'h' -> Fault.TLS_HANDSHAKE_TIMEOUT;
      case 'c' -> Fault.AUTH_FAILED;
      case 'n' -> Fault.DNS_NOT_FOUND;
      default -> throw new IllegalArgumentException(String.valueOf(letter));
    };
  }

  /** The state after a result for each letter, one second apart, the first a second after the start. */
  static HealthState after(String letters) {
    HealthState state = HealthState.initial(START);
    for (int i = 0; i < letters.length(); i++) {
      state = state.next(of(letters.charAt(i), i + 1), Thresholds.DEFAULT);
    }
    return state;
  }
}
