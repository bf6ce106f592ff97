/** The models: JSON documents in Redis, an example of a resource that responds quickly while Redis is down. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.models;
