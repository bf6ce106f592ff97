package ai.hokusai.health.state;

/** What the results so far have decided. */
public enum Phase {
  /** Nothing yet. */
  STARTING,
  /** Redis works. */
  UP,
  /** Redis does not work. */
  DOWN
}
