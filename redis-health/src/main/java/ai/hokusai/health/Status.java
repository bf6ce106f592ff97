package ai.hokusai.health;

/** The status of a dependency, or of the service as a whole. */
public enum Status {
  /** Nothing is decided yet; a cause, where there is one, may pass. */
  STARTING,
  /** It can be used. */
  HEALTHY,
  /** It can be used, but not all is well. */
  DEGRADED,
  /** It cannot be used. */
  UNHEALTHY,
  /** The last result is too old to be valid. */
  STALE,
  /** The service is about to stop and must receive no further traffic; never the status of one check. */
  DRAINING;

  /** Returns true for {@link #HEALTHY} and {@link #DEGRADED}, with which work can be done. */
  public boolean isUsable() {
    return this == HEALTHY || this == DEGRADED;
  }
}
