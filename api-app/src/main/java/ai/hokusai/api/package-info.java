/** The entry point of the runnable jar. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api;
