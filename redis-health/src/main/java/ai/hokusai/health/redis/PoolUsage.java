package ai.hokusai.health.redis;

import java.time.Duration;

/**
 * The use of a connection pool at one moment. Immutable.
 *
 * @param waiting the requests that wait for a connection, since all are in use
 * @param max the most connections that the pool opens
 * @param meanWait how long the last hundred requests waited for a connection in the mean, the opening of one
 *     included
 */
public record PoolUsage(int active, int idle, int waiting, int max, Duration meanWait) {}
