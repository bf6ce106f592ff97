/** The models: JSON documents in Redis, and the example of a resource that survives without it. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.models;
