/** The way of a command to the node that owns its key. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.health.route;
