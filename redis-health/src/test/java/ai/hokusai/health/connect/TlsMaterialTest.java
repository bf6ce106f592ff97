package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.hokusai.config.ClientIdentity;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsMaterialTest {
  private static final ClientIdentity IDENTITY = TestAuthority.create().issue("client.example.com");
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";

  @Test
  void namesAChainThatIsOutOfOrder() {
    X509Certificate own = IDENTITY.chain().get(0);
    assertThat(fault(identity(List.of(own, own), IDENTITY.key())))
        .isEqualTo(Fault.TLS_CLIENT_CERT_UNUSABLE);
  }

  @Test
  void namesAKeyThatTheJvmRejects() {
    assertThat(fault(identity(IDENTITY.chain(), new UnknownKey())))
        .isEqualTo(Fault.TLS_CLIENT_KEY_UNUSABLE);
  }

  @Test
  void namesTheTrustAnchorsWithAUsableIdentityToo(@TempDir Path directory) throws IOException {
    Path broken = Files.writeString(directory.resolve("cacerts"), "no key store");
    String before = System.getProperty(TRUST_STORE);
    System.setProperty(TRUST_STORE, broken.toString());
    try {
      assertThat(fault(identity(IDENTITY.chain(), IDENTITY.key())))
          .isEqualTo(Fault.TLS_TRUST_ANCHORS_UNUSABLE);
      assertThat(TlsMaterial.context(TlsSettings.DEFAULT.withVerification(TlsVerification.NONE)))
          .isNotNull();
    } finally {
      if (before == null) {
        System.clearProperty(TRUST_STORE);
      } else {
        System.setProperty(TRUST_STORE, before);
      }
    }
  }

  private static TlsSettings identity(List<X509Certificate> chain, PrivateKey key) {
    return TlsSettings.DEFAULT.withIdentity(new ClientIdentity(chain, key));
  }

  private static Fault fault(TlsSettings settings) {
    FaultException thrown =
        catchThrowableOfType(FaultException.class, () -> TlsMaterial.context(settings));
    assertThat(thrown).hasMessage(thrown.fault().message());
    return thrown.fault();
  }

  /** A key with the format of a private key and an algorithm of no provider. */
  private static final class UnknownKey implements PrivateKey {
    private static final long serialVersionUID = 1;

    @Override
    public String getAlgorithm() {
      return "NONE";
    }

    @Override
    public String getFormat() {
      return "PKCS#8";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[] {0x30, 0};
    }
  }
}
