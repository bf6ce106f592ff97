/** The responses of health endpoints for any HTTP server. Depends on no HTTP or JSON library. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.http;
