package ai.hokusai.config;

/** The arrangement of the servers behind the address of a Redis. */
public enum Topology {
  /** A single server, or a cluster where the server at the address reports that it is one. */
  AUTO,
  /** A single server, with or without replicas. */
  STANDALONE,
  /** A cluster, of which the address is one node or the configuration endpoint. */
  CLUSTER,
  /** A primary whose address sentinels report. */
  SENTINEL
}
