package ai.hokusai.health.redis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The use of a connection pool at one moment. Immutable. */
public final class PoolUsage {
  private final int active;
  private final int idle;
  private final int waiting;
  private final int max;
  private final Duration meanWait;

  private PoolUsage(int active, int idle, int waiting, int max, Duration meanWait) {
    this.active = active;
    this.idle = idle;
    this.waiting = waiting;
    this.max = max;
    this.meanWait = requireNonNull(meanWait, "meanWait");
  }

  /** The use of a pool, each value as its accessor describes it. */
  public static PoolUsage of(int active, int idle, int waiting, int max, Duration meanWait) {
    return new PoolUsage(active, idle, waiting, max, meanWait);
  }

  /** The use of two pools together: the sums, and the longer mean wait. */
  public PoolUsage plus(PoolUsage other) {
    return of(
        active + other.active,
        idle + other.idle,
        waiting + other.waiting,
        max + other.max,
        meanWait.compareTo(other.meanWait) < 0 ? other.meanWait : meanWait);
  }

  /** The connections in use. */
  public int active() {
    return active;
  }

  /** The idle connections. */
  public int idle() {
    return idle;
  }

  /** The requests that wait for a connection, since all are in use. */
  public int waiting() {
    return waiting;
  }

  /** The largest number of connections. */
  public int max() {
    return max;
  }

  /**
   * The mean time that the last hundred requests waited for a connection, the opening of one
   * included.
   */
  public Duration meanWait() {
    return meanWait;
  }

  private List<Object> values() {
    return List.of(active, idle, waiting, max, meanWait);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PoolUsage usage && values().equals(usage.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return "%d in use, %d idle, %d waiting, at most %d, mean wait %d ms"
        .formatted(active, idle, waiting, max, meanWait.toMillis());
  }
}
