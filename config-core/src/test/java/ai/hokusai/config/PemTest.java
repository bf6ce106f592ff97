package ai.hokusai.config;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PemTest {
  private static final Path RESOURCES = Path.of("src/test/resources/ai/hokusai/config");

  @ParameterizedTest
  @CsvSource({"RSA, RSA", "EC, EC", "Ed25519, EdDSA"})
  void readsAPkcs8KeyOfEveryUsualAlgorithm(String generator, String algorithm)
      throws GeneralSecurityException {
    PrivateKey key = generate(generator);
    PrivateKey read = Pem.privateKey("a comment\n" + pem("PRIVATE KEY", key.getEncoded()));
    assertThat(read).isEqualTo(key);
    assertThat(key.getAlgorithm()).isEqualTo(algorithm);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nQ\n-----END PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nQUJD\n-----END EC PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nQUJD\n-----END ENCRYPTED PRIVATE KEY-----"
      })
  void findsNoKeyInAnythingElse(String pem) {
    assertThat(Pem.privateKey(pem)).isNull();
  }

  @Test
  void readsEveryCertificateInOrder() throws IOException {
    String one = resource("client.pem");
    assertThat(Pem.certificates(one)).hasSize(1);
    assertThat(Pem.certificates(one + one)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MIIB",
        "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"
      })
  void findsNoCertificateInAnythingElse(String pem) {
    assertThat(Pem.certificates(pem)).isEmpty();
  }

  @Test
  void distinguishesTheKeyOfACertificateFromOthers() throws IOException, GeneralSecurityException {
    X509Certificate certificate = Pem.certificates(resource("client.pem")).get(0);
    PrivateKey own = requireNonNull(Pem.privateKey(resource("client.key")));
    assertThat(Pem.belongTogether(own, certificate)).isTrue();
    for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
      assertThat(Pem.belongTogether(generate(algorithm), certificate)).isFalse();
    }
  }

  private static PrivateKey generate(String algorithm) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
  }

  private static String pem(String label, byte[] encoded) {
    String base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static String resource(String name) throws IOException {
    return Files.readString(RESOURCES.resolve(name));
  }
}
