/**
 * The outcomes of the service's own operations, and the judgement that a monitor forms from them.
 */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.traffic;
