package ai.hokusai.health.connect;

import ai.hokusai.config.ClientIdentity;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates and keys of the settings in the form that JSSE takes, held in memory only. */
final class TlsMaterial {
  // The stores never leave memory, so there is nothing for a password to protect.
  private static final char[] NO_PASSWORD = {};

  private TlsMaterial() {}

  static SSLContext context(TlsSettings settings) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keyManagers(settings.identity()), trustManagers(settings), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("this JVM cannot use the TLS settings", e);
    }
  }

  private static TrustManager @Nullable [] trustManagers(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.verification() == TlsVerification.NONE) {
      return new TrustManager[] {new TrustEverything()};
    }
    return settings.trustAnchors().isEmpty() ? null : trusting(settings.trustAnchors());
  }

  private static TrustManager[] trusting(List<X509Certificate> anchors)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    for (int i = 0; i < anchors.size(); i++) {
      store.setCertificateEntry("anchor-" + i, anchors.get(i));
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keyManagers(@Nullable ClientIdentity identity)
      throws GeneralSecurityException, IOException {
    if (identity == null) {
      return null;
    }
    KeyStore store = emptyStore();
    var chain = identity.chain().toArray(X509Certificate[]::new);
    store.setKeyEntry("client", identity.key(), NO_PASSWORD, chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
