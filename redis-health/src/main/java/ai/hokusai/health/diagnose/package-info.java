/** Tests on a second socket, which never carries credentials, after an ambiguous failure. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.diagnose;
