package ai.hokusai.config;

/** The strictness of the verification of a TLS server. */
public enum TlsVerification {
  /** The certificate chain and the host name. */
  FULL,
  /** The certificate chain only. */
  CA,
  /** Nothing; an operator said so in so many words. */
  NONE
}
