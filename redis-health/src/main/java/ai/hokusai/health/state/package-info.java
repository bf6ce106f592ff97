/** What a series of results means: a pure step from state to state, and how long to wait for the next. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.state;
