package ai.hokusai.health.redis;

/**
 * The use of a cluster by this process since its start. Immutable.
 *
 * @param nodes the nodes to which a pool is open
 * @param changes the changes of the slots or their owners
 * @param movedElsewhere the MOVED replies that named another node
 * @param movedToItself the MOVED replies that named the node that sent them
 */
public record ClusterUsage(int nodes, long changes, long movedElsewhere, long movedToItself) {}
