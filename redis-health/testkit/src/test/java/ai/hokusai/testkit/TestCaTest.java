package ai.hokusai.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hokusai.testkit.sample.TestRedis;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.security.KeyFactory;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Certificates, as the JDK reads them and as a client of TLS verifies them. */
@Timeout(60)
final class TestCaTest {
  private static final TestCa CA = TestCa.create("Orders, \"test\" CA");

  @Test
  void issuesCertificatesForNamesAndAddresses() throws Exception {
    X509Certificate issued = CA.issue("redis.example.com", "10.1.2.3", "::1").certificate();

    issued.verify(CA.certificate().getPublicKey());
    assertThat(issued.getVersion()).isEqualTo(3);
    assertThat(issued.getIssuerX500Principal())
        .isEqualTo(CA.certificate().getSubjectX500Principal());
    assertThat(issued.getSubjectAlternativeNames())
        .containsExactly(
            List.of(2, "redis.example.com"), List.of(7, "10.1.2.3"), List.of(7, "0:0:0:0:0:0:0:1"));
    assertThat(issued.getBasicConstraints()).isEqualTo(-1);
    assertThat(issued.getKeyUsage()).startsWith(true, false);
    assertThat(issued.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(CA.certificate().getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(CA.certificate().getKeyUsage())
        .containsExactly(false, false, false, false, false, true, true, false, false);
  }

  @Test
  void keepsTheTimeOfValidity() {
    Instant from = Instant.parse("2026-11-27T01:02:03Z");
    Instant to = Instant.parse("2050-01-01T00:00:00Z");
    X509Certificate issued = CA.issue().validBetween(from, to).certificate();

    assertThat(issued.getNotBefore()).isEqualTo(from);
    assertThat(issued.getNotAfter()).isEqualTo(to);
    assertThat(catchThrowable(() -> CA.issue().expired().certificate().checkValidity()))
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void rejectsAnAddressThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CA.issue("10.1.2.300"))
        .withMessage("no IP address: 10.1.2.300");
  }

  @Test
  void writesPem() throws Exception {
    TestCertificate issued = CA.issue();
    var factory = CertificateFactory.getInstance("X.509");

    assertThat(
            factory.generateCertificate(new ByteArrayInputStream(issued.pem().getBytes(US_ASCII))))
        .isEqualTo(issued.certificate());
    assertThat(issued.issuerPem()).isEqualTo(CA.pem());
    String[] lines = issued.keyPem().split("\n", -1);
    assertThat(lines[0]).isEqualTo("-----BEGIN PRIVATE KEY-----");
    byte[] der = Base64.getMimeDecoder().decode(issued.keyPem().replaceAll("-----.*-----", ""));
    assertThat(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)))
        .isEqualTo(issued.key());
  }

  @Test
  void aClientTrustsTheRightCertificateAndNoOther() throws Exception {
    try (var redis = FaultyRedis.inFrontOf("127.0.0.1", TestRedis.sharedPort())) {
      redis.present(CA.issue());
      assertThat(ping(redis, CA, "127.0.0.1")).isEqualTo("+PONG");
      assertThat(ping(redis, CA, "localhost")).isEqualTo("+PONG");

      redis.present(CA.issue("redis.example.com"));
      assertThat(ping(redis, CA, "redis.example.com")).isEqualTo("+PONG");
      assertFails(redis, "No subject alternative DNS name matching localhost found.");
      redis.present(CA.issue().expired());
      assertFails(redis, "NotAfter: ");
      redis.present(CA.issue().notYetValid());
      assertFails(redis, "NotBefore: ");
      redis.present(TestCa.create("Orders, \"test\" CA").issue());
      assertFails(redis, "signature check failed");
      redis.present(TestCertificate.selfSigned());
      assertFails(redis, "unable to find valid certification path");

      redis.present(CA.issue());
      assertThat(ping(redis, CA, "localhost")).isEqualTo("+PONG");
    }
  }

  private static void assertFails(FaultyRedis redis, String message) {
    assertThat(catchThrowable(() -> ping(redis, CA, "localhost"))).hasStackTraceContaining(message);
  }

  private static String ping(FaultyRedis redis, TestCa trusted, String name) throws Exception {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted.trustStore());
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    var plain = new Socket(redis.host(), redis.port());
    try (var socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, name, redis.port(), true)) {
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.getOutputStream().write("*1\r\n$4\r\nPING\r\n".getBytes(US_ASCII));
      return new String(socket.getInputStream().readNBytes(5), US_ASCII);
    }
  }
}
