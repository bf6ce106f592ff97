/** One attempt of one check: never two at once, and each with one deadline over all of it. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.probe;
