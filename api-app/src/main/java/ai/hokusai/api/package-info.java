/** The entry and its commands. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api;
