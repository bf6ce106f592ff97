package ai.hokusai.api;

import ai.hokusai.api.log.Refusal;
import ai.hokusai.config.diagnostic.Code;
import java.security.InvalidKeyException;
import java.security.UnrecoverableKeyException;

/**
 * What to say where the JVM takes the certificates or the key of the settings for themselves but cannot use
 * them, as it refuses a chain that is out of order.
 */
final class UnusableTls {
  private static final Refusal KEY = new Refusal(
      Code.PRIVATE_KEY_INVALID.name(),
      "this JVM cannot use the key of REDIS_TLS_KEY_FILE",
      "use an RSA key of 2048 bits or more, or one of the curves P-256, P-384 or P-521");
  private static final Refusal CHAIN = new Refusal(
      Code.CERTIFICATE_INVALID.name(),
      "this JVM cannot use the certificates of REDIS_TLS_CERT_FILE",
      "let the file hold the client's own certificate first, then each issuer in turn, and nothing else");
  private static final Refusal ANCHORS = new Refusal(
      Code.CERTIFICATE_INVALID.name(),
      "this JVM cannot use the trust anchors of REDIS_TLS_CA_FILE or REDIS_TLS_CA_PEM",
      "let them hold certificates of authorities whose algorithms this JVM knows");

  private UnusableTls() {}

  /** Tells by the exception, of which no text is used, and by whether there is a client certificate. */
  static Refusal refusal(Throwable failure, boolean hasIdentity) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnrecoverableKeyException || cause instanceof InvalidKeyException) {
        return KEY;
      }
    }
    return hasIdentity ? CHAIN : ANCHORS;
  }
}
