/** The health endpoints: their status codes, the public and the detailed responses, and their formats. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.endpoint;
