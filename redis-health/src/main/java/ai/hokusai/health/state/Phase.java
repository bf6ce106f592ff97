package ai.hokusai.health.state;

/** The decision from the results so far. */
public enum Phase {
  /** Nothing yet. */
  STARTING,
  /** The dependency works. */
  UP,
  /** The dependency does not work. */
  DOWN
}
