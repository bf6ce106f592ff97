package ai.hokusai.it.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
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
  public static SSLContext trusting(CertificateAuthority authority) {
    return context(null, trustIn(authority));
  }

  /** Trusts what this authority issued, and shows a certificate where the server asks for one. */
  public static SSLContext trusting(CertificateAuthority authority, Identity client) {
    return context(keysOf(client), trustIn(authority));
  }

  /** Trusts anybody: for asking whether a server is up, whatever is wrong with its certificate. */
  public static SSLContext trustingAnybody() {
    return context(null, new TrustManager[] {new TrustAll()});
  }

  /** Trusts anybody, and shows a certificate where the server asks for one. */
  public static SSLContext trustingAnybody(Identity client) {
    return context(keysOf(client), new TrustManager[] {new TrustAll()});
  }

  private static TrustManager[] trustIn(CertificateAuthority authority) {
    try {
      var store = emptyStore();
      store.setCertificateEntry("authority", authority.certificate());
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "no trust in " + authority.certificate().getSubjectX500Principal(), e);
    }
  }

  private static KeyManager[] keysOf(Identity identity) {
    try {
      var store = emptyStore();
      var chain = new Certificate[] {identity.certificate()};
      store.setKeyEntry("identity", identity.key(), NO_PASSWORD, chain);
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "no key of " + identity.certificate().getSubjectX500Principal(), e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException("an empty key store reads nothing", e);
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
