package ai.hokusai.health.state;

/** What the results so far have decided. */
public enum Phase {
  /** Nothing yet. */
  STARTING,
  /** The dependency works. */
  UP,
  /** The dependency does not work. */
  DOWN
}
