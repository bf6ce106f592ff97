/** What Amazon ECS does with a service while it deploys, played on this machine by its published rules. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.ecs;
