/**
 * The doors: a {@link ai.hokusai.health.HealthMonitor} watches a {@link ai.hokusai.health.RedisHealth}
 * and every {@link ai.hokusai.health.HealthCheck} of the service's own, its {@link
 * ai.hokusai.health.HealthReport} says how they are, and a {@link ai.hokusai.health.Guard} keeps
 * requests from waiting for what is down.
 */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health;
