package ai.hokusai.health.connect;

import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Converts the certificates and keys of the settings for JSSE; they stay in memory. */
final class TlsMaterial {
  private static final char[] NO_PASSWORD = {};

  private TlsMaterial() {}

  /**
   * A context for these settings, whose handshakes are recorded.
   *
   * @throws FaultException where this JVM cannot use a certificate or key
   */
  static SSLContext context(TlsSettings settings) {
    KeyManager[] keys = keyManagers(settings);
    TrustManager[] trust = {new HandshakeRecorder.TrustManager(trustManager(settings))};
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  private static X509ExtendedTrustManager trustManager(TlsSettings settings) {
    if (settings.verification() == TlsVerification.NONE) {
      return new AcceptAllTrustManager(() -> {});
    }
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      // Without a store, the factory uses the trust anchors of the JVM.
      factory.init(settings.trustStore());
      return first(factory.getTrustManagers(), X509ExtendedTrustManager.class);
    } catch (GeneralSecurityException e) {
      throw new FaultException(Fault.TLS_TRUST_ANCHORS_UNUSABLE, e);
    }
  }

  private static KeyManager[] keyManagers(TlsSettings settings) {
    try {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      // Without a store, the factory makes managers without a key.
      factory.init(settings.keyStore(), NO_PASSWORD);
      var holder = first(factory.getKeyManagers(), X509ExtendedKeyManager.class);
      return new KeyManager[] {new HandshakeRecorder.KeyManager(holder)};
    } catch (GeneralSecurityException e) {
      throw new FaultException(ofIdentity(e), e);
    }
  }

  private static Fault ofIdentity(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
            .anyMatch(
                each -> each instanceof KeyException || each instanceof UnrecoverableKeyException)
        ? Fault.TLS_CLIENT_KEY_UNUSABLE
        : Fault.TLS_CLIENT_CERT_UNUSABLE;
  }

  private static <T> T first(Object[] managers, Class<T> type) throws GeneralSecurityException {
    return Arrays.stream(managers)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no " + type.getSimpleName()));
  }
}
