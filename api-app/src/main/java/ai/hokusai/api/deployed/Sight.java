package ai.hokusai.api.deployed;

/** What one request to a deployed service saw. */
public enum Sight {
  /** An instance that can work and names its release. */
  HEALTHY,
  /** The same, of an instance that says that something is not as it should be. */
  DEGRADED,
  /** An instance that cannot work and names its release. */
  UNHEALTHY,
  /** An instance that does not name its release. */
  NAMELESS,
  /** The answer that everybody gets. */
  CLOSED,
  /** Something other than the health of this service. */
  FOREIGN,
  /** A redirect. */
  REDIRECT,
  /** A failure of TLS. */
  UNTRUSTED,
  /** A name that nobody knows. */
  UNKNOWN_HOST,
  /** No answer. */
  SILENT;

  /** Whether the service answered, and not something else or nothing. */
  public boolean isAnswer() {
    return this == CLOSED || isDetailed();
  }

  /** Whether the answer names the instance. */
  public boolean isDetailed() {
    return this == NAMELESS || namesRelease();
  }

  /** Whether the answer names instance and release. */
  public boolean namesRelease() {
    return this == UNHEALTHY || isUsable();
  }

  /** Whether the instance can work. */
  public boolean isUsable() {
    return this == HEALTHY || this == DEGRADED;
  }
}
