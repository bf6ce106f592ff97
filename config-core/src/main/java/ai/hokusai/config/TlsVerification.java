package ai.hokusai.config;

/** How strictly a TLS server is verified. */
public enum TlsVerification {
  /** The certificate chain and the host name. */
  FULL,
  /** The certificate chain only. */
  CA,
  /** Nothing; an operator said so in so many words. */
  NONE
}
