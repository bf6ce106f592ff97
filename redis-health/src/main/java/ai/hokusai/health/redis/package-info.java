/** What is asked of one Redis and what is known of it: values without behaviour. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.redis;
