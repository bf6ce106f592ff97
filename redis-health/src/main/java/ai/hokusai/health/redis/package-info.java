/** Expectations and facts of one Redis: values without behaviour. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.redis;
