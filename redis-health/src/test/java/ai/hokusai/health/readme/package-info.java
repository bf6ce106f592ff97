/** What the README shows, held to the code. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.readme;
