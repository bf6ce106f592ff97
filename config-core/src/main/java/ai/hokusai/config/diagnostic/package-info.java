/** What can be said of an input: codes, where they apply, and their text for people. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.config.diagnostic;
