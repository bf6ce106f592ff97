/** The events of the log, one method each. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.log;
