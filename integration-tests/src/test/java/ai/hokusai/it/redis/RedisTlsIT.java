package ai.hokusai.it.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.it.tls.TlsContexts;
import ai.hokusai.testkit.TestCa;
import ai.hokusai.testkit.TestCertificate;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificates of the fixture, as a JDK client that checks chain and name finds them at redis-server. */
final class RedisTlsIT {

  private static final TestCa AUTHORITY = TestCa.create("Hokusai test authority");
  private static final SSLContext TRUSTING = TlsContexts.trusting(AUTHORITY);

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void acceptsTheRightCertificate(String host) throws IOException {
    try (var server = RedisServer.launch(RedisSpec.tls(AUTHORITY.issue()))) {
      assertThat(ping(TRUSTING, host, server.port())).isEqualTo("+PONG");
    }
  }

  @Test
  void refusesTheWrongName() {
    assertThatRefused(AUTHORITY.issue("redis.example.com"), TRUSTING)
        .hasRootCauseExactlyInstanceOf(CertificateException.class)
        .hasRootCauseMessage("No subject alternative names matching IP address 127.0.0.1 found");
  }

  @Test
  void refusesAnExpiredCertificate() {
    assertThatRefused(AUTHORITY.issue().expired(), TRUSTING)
        .hasRootCauseExactlyInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void refusesACertificateThatIsNotYetValid() {
    assertThatRefused(AUTHORITY.issue().notYetValid(), TRUSTING)
        .hasRootCauseExactlyInstanceOf(CertificateNotYetValidException.class);
  }

  @Test
  void refusesAnUnknownAuthority() {
    var other = TestCa.create("Hokusai unknown authority");
    assertThatRefused(AUTHORITY.issue(), TlsContexts.trusting(other))
        .hasRootCauseMessage("unable to find valid certification path to requested target");
  }

  @Test
  void requestsAClientCertificateIfConfigured() throws IOException {
    var spec = RedisSpec.tls(AUTHORITY.issue()).config("tls-auth-clients yes");
    var client = AUTHORITY.issue("client.example.com");
    try (var server = RedisServer.launch(spec)) {
      // An alert of TLS, or a broken pipe where the server has gone before the alert is read.
      assertThatThrownBy(() -> ping(TRUSTING, server.host(), server.port()))
          .isInstanceOf(IOException.class);
      assertThat(ping(TlsContexts.trusting(AUTHORITY, client), server.host(), server.port()))
          .isEqualTo("+PONG");
    }
  }

  private static AbstractThrowableAssert<?, ?> assertThatRefused(
      TestCertificate certificate, SSLContext context) {
    try (var server = RedisServer.launch(RedisSpec.tls(certificate))) {
      return assertThatThrownBy(() -> ping(context, server.host(), server.port()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  private static String ping(SSLContext context, String host, int port) throws IOException {
    try (var connection = RespConnection.tls(context, "HTTPS", host, port)) {
      return connection.command("PING");
    }
  }
}
