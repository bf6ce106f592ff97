package ai.hokusai.it.tls;

import ai.hokusai.testkit.TestCa;
import ai.hokusai.testkit.TestCertificate;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** JDK contexts for the client's side of a handshake, by whom they trust. */
public final class TlsContexts {

  private static final char[] NO_PASSWORD = {};

  private TlsContexts() {}

  /** Trusts what this authority issued, and nothing else. */
  public static SSLContext trusting(TestCa authority) {
    return context(null, trustIn(authority));
  }

  /** Trusts what this authority issued, and shows a certificate where the server asks for one. */
  public static SSLContext trusting(TestCa authority, TestCertificate client) {
    return context(keysOf(client), trustIn(authority));
  }

  /** Trusts anybody: for asking whether a server is up, whatever is wrong with its certificate. */
  public static SSLContext trustingAnybody() {
    return context(null, new TrustManager[] {new TrustAll()});
  }

  /** Trusts anybody, and shows a certificate where the server asks for one. */
  public static SSLContext trustingAnybody(TestCertificate client) {
    return context(keysOf(client), new TrustManager[] {new TrustAll()});
  }

  /** The side of a server that shows this certificate and asks for none. */
  public static SSLContext presenting(TestCertificate certificate) {
    return context(keysOf(certificate), new TrustManager[] {});
  }

  private static TrustManager[] trustIn(TestCa authority) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authority.trustStore());
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK does not trust the authority", e);
    }
  }

  private static KeyManager[] keysOf(TestCertificate certificate) {
    try {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(certificate.keyStore(), NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot use the certificate", e);
    }
  }

  private static SSLContext context(KeyManager @Nullable [] keys, TrustManager[] trust) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }
}
