/** What a series of results means: a pure step from state to state, and when to ask again. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.state;
