package ai.hokusai.config;

import java.time.Duration;

/**
 * The bounds of a connection pool. Immutable.
 *
 * @param max the largest number of connections
 * @param maxIdle the largest number of idle connections
 * @param minIdle the number of idle connections kept ready
 * @param maxWait the longest wait for a connection, always finite
 */
public record PoolSettings(int max, int maxIdle, int minIdle, Duration maxWait) {}
