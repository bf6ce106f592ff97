package ai.hokusai.health.state;

import ai.hokusai.health.classify.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The changes between up and down. Leaving {@link Phase#STARTING} is none: nothing was known before.
 *
 * @param recent when those of the five minutes before the last one happened, the oldest first
 * @param lastOutage the cause of the last outage that has ended, null before the first
 */
public record Transitions(
    long total, List<Instant> recent, @Nullable Cause lastOutage) {
  static final Transitions NONE = new Transitions(0, List.of(), null);

  // Two outages with their ends: one alone is an incident, not a pattern.
  private static final int FLAPPING = 4;
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** Copies the list. */
  public Transitions {
    recent = List.copyOf(recent);
  }

  Transitions down(Instant at) {
    return with(at, lastOutage);
  }

  Transitions up(Instant at, @Nullable Cause outage) {
    return with(at, outage);
  }

  private Transitions with(Instant at, @Nullable Cause outage) {
    return new Transitions(total + 1, Stream.concat(within(at), Stream.of(at)).toList(), outage);
  }

  private Stream<Instant> within(Instant now) {
    return recent.stream().filter(each -> !each.isBefore(now.minus(WINDOW)));
  }

  /** Returns true if there were so many changes in the five minutes before a moment that more are likely. */
  boolean areFlappingAt(Instant now) {
    return within(now).count() >= FLAPPING;
  }

  /** How many outages ended in the five minutes before a moment at which the dependency is up. */
  long outagesAt(Instant now) {
    return (within(now).count() + 1) / 2;
  }
}
