package ai.hokusai.health.connect;

import ai.hokusai.config.ClientIdentity;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates and keys of the settings in the form that JSSE takes, held in memory only. */
final class TlsMaterial {
  // The stores never leave memory, so there is nothing for a password to protect.
  private static final char[] NO_PASSWORD = {};

  private TlsMaterial() {}

  /** A context for these settings, whose handshakes are noted. */
  static SSLContext context(TlsSettings settings) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(
          keyManagers(settings.identity()),
          new TrustManager[] {new NotingTrustManager(trustManager(settings))},
          null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("this JVM cannot use the TLS settings", e);
    }
  }

  private static X509ExtendedTrustManager trustManager(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.verification() == TlsVerification.NONE) {
      return new TrustEverything();
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    // Without a store, the factory takes the authorities of the JVM.
    factory.init(settings.trustAnchors().isEmpty() ? null : store(settings.trustAnchors()));
    return first(factory.getTrustManagers(), X509ExtendedTrustManager.class);
  }

  private static KeyStore store(List<X509Certificate> anchors)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    for (int i = 0; i < anchors.size(); i++) {
      store.setCertificateEntry("anchor-" + i, anchors.get(i));
    }
    return store;
  }

  private static KeyManager[] keyManagers(@Nullable ClientIdentity identity)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    if (identity != null) {
      var chain = identity.chain().toArray(X509Certificate[]::new);
      store.setKeyEntry("client", identity.key(), NO_PASSWORD, chain);
    }
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    var holder = first(factory.getKeyManagers(), X509ExtendedKeyManager.class);
    return new KeyManager[] {new NotingKeyManager(holder)};
  }

  private static <T> T first(Object[] managers, Class<T> type) throws GeneralSecurityException {
    return Arrays.stream(managers)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no " + type.getSimpleName()));
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
