package ai.hokusai.health.classify;

/** What kind of trouble a fault is, which decides what is done about it. */
public enum FaultClass {
  /** Somebody has to change a setting; waiting does not help. */
  CONFIG,
  /** The network or a failover; it may pass by itself. */
  TRANSIENT,
  /** The server answers, but not in a state to work. */
  SERVER,
  /** Something has run full. */
  CAPACITY,
  /** A fault of this software. */
  INTERNAL
}
