package ai.hokusai.it.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate with its private key and its issuer: what a server or a client shows to its peer. */
public record Identity(X509Certificate certificate, PrivateKey key, X509Certificate issuer) {

  public String certificatePem() {
    return Pem.of(certificate);
  }

  /** The key in PKCS#8, unencrypted. */
  public String keyPem() {
    return Pem.of(key);
  }

  public String issuerPem() {
    return Pem.of(issuer);
  }
}
