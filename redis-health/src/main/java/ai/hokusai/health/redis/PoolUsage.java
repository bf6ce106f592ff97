package ai.hokusai.health.redis;

/**
 * How much of a connection pool is in use at one moment. Immutable.
 *
 * @param active the connections that somebody uses
 * @param idle the connections that wait to be used
 * @param waiting who waits for a connection because all of them are in use
 * @param max the most connections that the pool opens
 */
public record PoolUsage(int active, int idle, int waiting, int max) {}
