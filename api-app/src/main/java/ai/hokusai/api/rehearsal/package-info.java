/** The rehearsal of a deployment on this machine, by the published rules of ECS. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.api.rehearsal;
