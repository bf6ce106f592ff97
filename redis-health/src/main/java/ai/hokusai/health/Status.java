package ai.hokusai.health;

/** How Redis is, as far as is known, and as far as traffic is concerned. */
public enum Status {
  /** Nothing is decided yet; a fault, where there is one, may pass. */
  STARTING,
  /** Redis can be used. */
  HEALTHY,
  /** Redis can be used, but has gone and come back too often to be relied on. */
  DEGRADED,
  /** Redis cannot be used. */
  UNHEALTHY,
  /** The last result is too old to be believed, whatever it was. */
  STALE,
  /** The service is about to stop and wants no further traffic, however Redis is. */
  DRAINING
}
