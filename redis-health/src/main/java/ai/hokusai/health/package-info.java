/**
 * The doors: {@link ai.hokusai.health.RedisHealth} owns pool and probe, and {@link
 * ai.hokusai.health.HealthSnapshot} is what it saw last.
 */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health;
