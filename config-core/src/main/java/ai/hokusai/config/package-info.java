/**
 * The facade and its results: {@link ai.hokusai.config.RedisConfig} turns an environment into
 * {@link ai.hokusai.config.ConfigOutcome}, which holds {@link ai.hokusai.config.RedisSettings}.
 */
@org.jspecify.annotations.NullMarked
package ai.hokusai.config;
