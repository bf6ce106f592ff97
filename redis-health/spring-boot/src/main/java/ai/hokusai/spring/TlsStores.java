package ai.hokusai.spring;

import ai.hokusai.config.ClientIdentity;
import ai.hokusai.config.TlsSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/** Converts certificates and keys of the settings for Spring; they stay in memory. */
final class TlsStores {
  // The stores never leave memory, so a password would protect nothing.
  private static final String NO_PASSWORD = "";

  private TlsStores() {}

  static SslBundle bundle(TlsSettings settings) {
    try {
      return SslBundle.of(SslStoreBundle.of(
          keys(settings.identity()), NO_PASSWORD, trusted(settings.trustAnchors())));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JVM cannot store the certificates of Redis", e);
    }
  }

  private static @Nullable KeyStore keys(@Nullable ClientIdentity identity)
      throws GeneralSecurityException, IOException {
    if (identity == null) {
      return null;
    }
    KeyStore store = empty();
    var chain = identity.chain().toArray(X509Certificate[]::new);
    store.setKeyEntry("client", identity.key(), NO_PASSWORD.toCharArray(), chain);
    return store;
  }

  /** The certificate authorities, null for those of the JVM. */
  private static @Nullable KeyStore trusted(List<X509Certificate> anchors)
      throws GeneralSecurityException, IOException {
    if (anchors.isEmpty()) {
      return null;
    }
    KeyStore store = empty();
    for (int i = 0; i < anchors.size(); i++) {
      store.setCertificateEntry("anchor-" + i, anchors.get(i));
    }
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
