package ai.hokusai.config;

/** The ways to authenticate. */
enum AuthMode {
  /** With the password of the settings, if any. */
  PASSWORD,
  /** With a token that the identity of this service in AWS signs. */
  IAM
}
