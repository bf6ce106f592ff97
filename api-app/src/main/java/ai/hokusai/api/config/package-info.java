/** The settings of the server and of Redis, resolved in one run. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.config;
