/** The diagnostics of an input: codes, places, and their text for people. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.config.diagnostic;
