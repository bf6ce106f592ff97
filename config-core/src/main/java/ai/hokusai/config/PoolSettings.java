package ai.hokusai.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bounds of a connection pool. Immutable. */
public final class PoolSettings {
  private final int max;
  private final int maxIdle;
  private final int minIdle;
  private final Duration maxWait;

  private PoolSettings(int max, int maxIdle, int minIdle, Duration maxWait) {
    this.max = max;
    this.maxIdle = maxIdle;
    this.minIdle = minIdle;
    this.maxWait = requireNonNull(maxWait, "maxWait");
  }

  /**
   * The bounds of a pool that opens at most {@code max} connections, keeps idle ones, and lets
   * callers wait up to 500 ms.
   */
  public static PoolSettings of(int max) {
    return new PoolSettings(max, max, 0, Duration.ofMillis(500));
  }

  /** The largest number of connections. */
  public int max() {
    return max;
  }

  /** Replaces the largest number of connections. */
  public PoolSettings withMax(int connections) {
    return new PoolSettings(connections, maxIdle, minIdle, maxWait);
  }

  /** The largest number of idle connections. */
  public int maxIdle() {
    return maxIdle;
  }

  /** Replaces the largest number of idle connections. */
  public PoolSettings withMaxIdle(int connections) {
    return new PoolSettings(max, connections, minIdle, maxWait);
  }

  /** The number of idle connections kept ready. */
  public int minIdle() {
    return minIdle;
  }

  /** Replaces the number of idle connections kept ready. */
  public PoolSettings withMinIdle(int connections) {
    return new PoolSettings(max, maxIdle, connections, maxWait);
  }

  /** The longest wait for a connection. */
  public Duration maxWait() {
    return maxWait;
  }

  /** Replaces the longest wait for a connection, which is always finite. */
  public PoolSettings withMaxWait(Duration longest) {
    return new PoolSettings(max, maxIdle, minIdle, longest);
  }

  private List<Object> values() {
    return List.of(max, maxIdle, minIdle, maxWait);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PoolSettings pool && values().equals(pool.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return "at most %d connections, %d to %d of them idle, waited for %d ms"
        .formatted(max, minIdle, maxIdle, maxWait.toMillis());
  }
}
