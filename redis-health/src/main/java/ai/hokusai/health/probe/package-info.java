/** One question to Redis, on a connection of its own, with one deadline over all of it. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.probe;
