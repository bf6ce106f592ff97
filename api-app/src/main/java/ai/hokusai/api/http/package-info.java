/** The HTTP server: connectors, limits, error responses, and the access to protected paths. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.http;
