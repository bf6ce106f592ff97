package ai.hokusai.health;

/** How Redis is, as far as is known. */
public enum Status {
  /** No probe has ended yet. */
  STARTING,
  /** The last probe was answered as it should be. */
  HEALTHY,
  /** The last probe found a fault. */
  UNHEALTHY,
  /** The last result is too old to be believed, whatever it was. */
  STALE
}
