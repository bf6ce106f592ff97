package ai.hokusai.health.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The changes between up and down. Leaving {@link Phase#STARTING} is none: nothing was known before.
 *
 * @param total how many there were
 * @param recent when the last of them happened, the oldest first, no more than decide about flapping
 */
public record Transitions(long total, List<Instant> recent) {
  static final Transitions NONE = new Transitions(0, List.of());

  // Two outages with their ends: one alone is an incident, not a pattern.
  private static final int FLAPPING = 4;
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** Copies the list. */
  public Transitions {
    recent = List.copyOf(recent);
  }

  Transitions with(Instant at) {
    int skipped = Math.max(0, recent.size() - FLAPPING + 1);
    return new Transitions(
        total + 1, Stream.concat(recent.stream().skip(skipped), Stream.of(at)).toList());
  }

  /** Whether so many changes lie in the minutes before a moment that the next is to be expected. */
  boolean areFlappingAt(Instant now) {
    return recent.size() == FLAPPING && !recent.get(0).isBefore(now.minus(WINDOW));
  }
}
