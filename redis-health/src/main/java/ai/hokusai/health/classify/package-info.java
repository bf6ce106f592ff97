/** From an exception or an error reply to one {@link ai.hokusai.health.classify.Fault}. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.classify;
