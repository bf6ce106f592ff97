/**
 * Entry points: a {@link ai.hokusai.health.HealthMonitor} watches a
 * {@link ai.hokusai.health.RedisCheck}, with a pool or without, and every
 * {@link ai.hokusai.health.HealthCheck} of the service, its
 * {@link ai.hokusai.health.HealthReport} holds their health, and a
 * {@link ai.hokusai.health.DependencyGuard} keeps requests from waiting for a dependency that is
 * down.
 */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health;
