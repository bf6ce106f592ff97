/** The state of a check: a pure step from state to state, and the pause until the next attempt. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.state;
