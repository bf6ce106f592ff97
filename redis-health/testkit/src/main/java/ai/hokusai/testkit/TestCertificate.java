package ai.hokusai.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A certificate with its private key, for {@link FaultyRedis#present} or for files of any server. Immutable. */
public final class TestCertificate {
  private static final char[] NO_PASSWORD = {};
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));

  // Null for a certificate that is its own issuer.
  private final X509.@Nullable Signer signer;
  private final X509Certificate issuer;
  private final List<String> names;
  private final X509Certificate certificate;
  private final PrivateKey key;

  private TestCertificate(
      X509.@Nullable Signer signer,
      @Nullable X509Certificate issuer,
      List<String> names,
      Instant from,
      Instant to) {
    var keys = X509.newKeys();
    var subject = X509.name(names.get(0));
    var by = signer == null ? new X509.Signer(subject, keys.getPrivate()) : signer;
    this.signer = signer;
    this.names = names;
    this.certificate = by.peer(subject, keys.getPublic(), from, to, names);
    this.issuer = issuer == null ? certificate : issuer;
    this.key = keys.getPrivate();
  }

  static TestCertificate issue(
      X509.@Nullable Signer signer, @Nullable X509Certificate issuer, String... names) {
    var now = Instant.now();
    var all = names.length == 0 ? List.of("localhost", "127.0.0.1") : List.of(names);
    return new TestCertificate(signer, issuer, all, now.minus(YEAR), now.plus(YEAR));
  }

  /**
   * Makes a certificate that is signed with its own key.
   *
   * @param names DNS names and IP addresses; none for {@code localhost} and {@code 127.0.0.1}
   * @return a certificate that is valid from a year ago for two years
   */
  public static TestCertificate selfSigned(String... names) {
    return issue(null, null, names);
  }

  /**
   * The same issuer and names with a new key and another time of validity.
   *
   * @param from its first second
   * @param to its last second
   * @return another certificate
   */
  public TestCertificate validBetween(Instant from, Instant to) {
    var itsIssuer = signer == null ? null : issuer;
    return new TestCertificate(signer, itsIssuer, names, from, to);
  }

  /**
   * The same issuer and names with a validity that ended a day ago.
   *
   * @return another certificate
   */
  public TestCertificate expired() {
    var now = Instant.now();
    return validBetween(now.minus(DAY).minus(DAY), now.minus(DAY));
  }

  /**
   * The same issuer and names with a validity that begins in a day.
   *
   * @return another certificate
   */
  public TestCertificate notYetValid() {
    var now = Instant.now();
    return validBetween(now.plus(DAY), now.plus(DAY).plus(DAY));
  }

  /**
   * The certificate without its key.
   *
   * @return the certificate
   */
  public X509Certificate certificate() {
    return certificate;
  }

  /**
   * The private key of the certificate.
   *
   * @return a key on the curve P-256
   */
  public PrivateKey key() {
    return key;
  }

  /**
   * The certificate as PEM text.
   *
   * @return the text, which ends with a line break
   */
  public String pem() {
    return pem(certificate);
  }

  /**
   * The private key as PEM text: PKCS#8, unencrypted.
   *
   * @return the text, which ends with a line break
   */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /**
   * The certificate of the authority as PEM text; that of this certificate if it is self-signed.
   *
   * @return the text, which ends with a line break
   */
  public String issuerPem() {
    return pem(issuer);
  }

  /**
   * A key store with the certificate and its key, for a server or a client that identifies itself.
   *
   * @return a new PKCS#12 key store; the password of the key is empty
   */
  public KeyStore keyStore() {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("key", key, NO_PASSWORD, new Certificate[] {certificate});
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK makes no PKCS#12 key store", e);
    }
  }

  /** The side of a server that presents this certificate and requests none. */
  SSLContext serverContext() {
    try {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keyStore(), NO_PASSWORD);
      var context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot use the certificate", e);
    }
  }

  static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("the certificate has no encoding", e);
    }
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, LINES.encodeToString(der));
  }
}
