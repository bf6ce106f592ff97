/** The attempts of a check: never two at once, each with one deadline. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.probe;
