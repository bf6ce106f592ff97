package ai.hokusai.config;

/** The strictness of the verification of a TLS server. */
public enum TlsVerification {
  /** The certificate chain and the host name. */
  FULL,
  /** The certificate chain only. */
  CA,
  /** Nothing; only where REDIS_TLS_INSECURE_ALLOWED permits it. */
  NONE
}
