/** The running service: its parts, and the order of starting and stopping them. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.server;
