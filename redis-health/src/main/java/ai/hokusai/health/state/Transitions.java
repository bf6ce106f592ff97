package ai.hokusai.health.state;

import ai.hokusai.health.classify.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The changes between up and down. Leaving {@link Phase#STARTING} does not count.
 *
 * @param recent the times of those within the five minutes before the last one, the oldest first
 * @param lastOutage the cause of the last outage that has ended, null before the first
 */
public record Transitions(
    long total, List<Instant> recent, @Nullable Cause lastOutage) {
  static final Transitions NONE = new Transitions(0, List.of(), null);

  // Two outages with their ends; one alone is no flapping.
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

  /** Returns true if four changes or more lie within the five minutes before a time. */
  boolean areFlappingAt(Instant now) {
    return within(now).count() >= FLAPPING;
  }

  /**
   * The number of outages that ended in the five minutes before a time at which the dependency is
   * up.
   */
  long outagesAt(Instant now) {
    return (within(now).count() + 1) / 2;
  }
}
