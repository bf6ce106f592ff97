package ai.hokusai.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TlsSettingsTest {
  private static final X509Certificate CERTIFICATE = certificate("client.pem");
  private static final X509Certificate OTHER = certificate("expired.pem");
  private static final PrivateKey KEY = requireNonNull(Pem.privateKey(text("client.key")));

  @Test
  void hasNoStoresByDefault() throws KeyStoreException {
    assertThat(TlsSettings.DEFAULT.trustStore()).isNull();
    assertThat(TlsSettings.DEFAULT.keyStore()).isNull();
  }

  @Test
  void storesEveryTrustAnchor() throws KeyStoreException {
    TlsSettings settings = TlsSettings.DEFAULT.withTrustAnchors(List.of(CERTIFICATE, OTHER));

    KeyStore store = requireNonNull(settings.trustStore());

    assertThat(Collections.list(store.aliases())).containsExactlyInAnyOrder("anchor-0", "anchor-1");
    assertThat(store.getCertificate("anchor-0")).isEqualTo(CERTIFICATE);
    assertThat(store.getCertificate("anchor-1")).isEqualTo(OTHER);
    assertThat(settings.keyStore()).isNull();
  }

  @Test
  void storesTheClientCertificateWithItsKeyUnderAnEmptyPassword() throws GeneralSecurityException {
    TlsSettings settings = withChain(CERTIFICATE);

    KeyStore store = requireNonNull(settings.keyStore());

    assertThat(Collections.list(store.aliases())).containsExactly("client");
    assertThat(store.getCertificateChain("client")).containsExactly(CERTIFICATE);
    assertThat(store.getKey("client", new char[0])).isEqualTo(KEY);
    assertThat(settings.trustStore()).isNull();
  }

  @Test
  void aChangeOfAStoreDoesNotReachTheSettings() throws KeyStoreException {
    TlsSettings settings = withChain(CERTIFICATE).withTrustAnchors(List.of(OTHER));

    requireNonNull(settings.trustStore()).deleteEntry("anchor-0");
    requireNonNull(settings.keyStore()).deleteEntry("client");

    assertThat(requireNonNull(settings.trustStore()).size()).isEqualTo(1);
    assertThat(requireNonNull(settings.keyStore()).size()).isEqualTo(1);
    assertThat(settings).hasToString("TLS, verification FULL, 1 trust anchors, client certificate");
  }

  @Test
  void refusesAChainWithACertificateTwice() {
    assertThatExceptionOfType(KeyStoreException.class)
        .isThrownBy(() -> withChain(CERTIFICATE, CERTIFICATE).keyStore())
        .withMessage("Certificate chain is not valid");
  }

  private static TlsSettings withChain(X509Certificate... chain) {
    return TlsSettings.DEFAULT.withIdentity(new ClientIdentity(List.of(chain), KEY));
  }

  private static X509Certificate certificate(String name) {
    return Pem.certificates(text(name)).get(0);
  }

  private static String text(String name) {
    try (var in = requireNonNull(TlsSettingsTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
