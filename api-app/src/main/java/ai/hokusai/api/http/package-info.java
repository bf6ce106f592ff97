/** The HTTP endpoints. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.http;
