package ai.hokusai.health.classify;

/** The class of a fault, which decides policy. */
public enum FaultClass {
  /** A setting is wrong; waiting does not help. */
  CONFIG,
  /** The network or a failover; it may pass by itself. */
  TRANSIENT,
  /** The server answers, but not in a state to work. */
  SERVER,
  /** A resource limit was reached. */
  CAPACITY,
  /** A bug of this software. */
  INTERNAL
}
