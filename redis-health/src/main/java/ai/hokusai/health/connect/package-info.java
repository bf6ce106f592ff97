/** From settings to connections: name look-up, TCP, TLS, greeting, and the pool. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.connect;
