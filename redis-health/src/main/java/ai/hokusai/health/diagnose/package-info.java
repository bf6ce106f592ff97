/** What a second socket, which never carries credentials, finds out after an ambiguous failure. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.diagnose;
