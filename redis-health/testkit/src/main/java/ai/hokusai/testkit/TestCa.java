package ai.hokusai.testkit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * A certificate authority for tests, with a key of its own. Two authorities never trust each other, whatever their
 * names. Immutable.
 */
public final class TestCa {
  // Longer than what it issues: an expired certificate fails for its own date only.
  private static final Duration VALIDITY = Duration.ofDays(3_650);

  private final X509.Signer signer;
  private final X509Certificate certificate;

  private TestCa(X509.Signer signer, X509Certificate certificate) {
    this.signer = signer;
    this.certificate = certificate;
  }

  /**
   * Creates an authority with a new key.
   *
   * @param commonName its name in messages
   * @return an authority whose certificate is valid for ten years
   */
  public static TestCa create(String commonName) {
    var keys = X509.newKeys();
    var signer = new X509.Signer(X509.name(commonName), keys.getPrivate());
    var now = Instant.now();
    return new TestCa(
        signer, signer.authority(keys.getPublic(), now.minus(VALIDITY), now.plus(VALIDITY)));
  }

  /**
   * Issues a certificate with a new key for a server or a client, valid from a year ago for two years.
   *
   * @param names DNS names and IP addresses; none for {@code localhost} and {@code 127.0.0.1}
   * @return the certificate; its methods make others, such as an expired one
   */
  public TestCertificate issue(String... names) {
    return TestCertificate.issue(signer, certificate, names);
  }

  /**
   * The certificate of this authority, which a client has to trust.
   *
   * @return the certificate
   */
  public X509Certificate certificate() {
    return certificate;
  }

  /**
   * The certificate of this authority as PEM text.
   *
   * @return the text, which ends with a line break
   */
  public String pem() {
    return TestCertificate.pem(certificate);
  }

  /**
   * A trust store with this authority alone, as the clients of the JDK take it.
   *
   * @return a new PKCS#12 key store
   */
  public KeyStore trustStore() {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("ca", certificate);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK makes no PKCS#12 key store", e);
    }
  }
}
