package ai.hokusai.api.deployment;

/** The kind of response to one request to a deployed service. */
enum PollResult {
  /** A healthy instance that reports its release. */
  HEALTHY,
  /** A degraded instance that reports its release. */
  DEGRADED,
  /** An unhealthy instance that reports its release. */
  UNHEALTHY,
  /** An instance that reports no release. */
  UNNAMED,
  /** The public response, without details. */
  PUBLIC,
  /** A response that is not from the health endpoint of this service. */
  UNRECOGNIZED,
  /** A redirect. */
  REDIRECT,
  /** A failure of TLS. */
  UNTRUSTED,
  /** A host name without a DNS record. */
  UNKNOWN_HOST,
  /** A timeout or a refused connection. */
  UNREACHABLE;

  /** Returns true if the service itself responded. */
  boolean isFromService() {
    return this == PUBLIC || isDetailed();
  }

  /** Returns true if the response holds the id of the instance. */
  boolean isDetailed() {
    return this == UNNAMED || namesRelease();
  }

  /** Returns true if the response holds instance and release. */
  boolean namesRelease() {
    return this == UNHEALTHY || isUsable();
  }

  /** Returns true if the instance is usable. */
  boolean isUsable() {
    return this == HEALTHY || this == DEGRADED;
  }
}
