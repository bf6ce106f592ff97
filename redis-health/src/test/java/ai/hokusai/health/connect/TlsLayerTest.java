package ai.hokusai.health.connect;

import static ai.hokusai.config.TlsVerification.CA;
import static ai.hokusai.config.TlsVerification.FULL;
import static ai.hokusai.config.TlsVerification.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.config.ClientIdentity;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.testing.Mischief;
import ai.hokusai.health.testing.TestAuthority;
import ai.hokusai.health.testing.TestTls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TlsLayerTest {
  private static final String HOST = "redis.example.com";
  private static final TestAuthority AUTHORITY = TestAuthority.create();

  @Test
  void acceptsTheRightNameFromATrustedCa() throws IOException {
    assertThat(fault(FULL, anchors(), null, AUTHORITY.issue(HOST))).isNull();
  }

  @Test
  void hasOneCodeForAResetBeforeAndInTheHandshake() {
    var refused = new ConnectException("Connection refused");

    assertThat(FaultClassifier.classify(
            TlsLayer.beforeHandshake(new SocketException("Connection reset by peer"))))
        .isEqualTo(Fault.TLS_HANDSHAKE_FAILED);
    assertThat(TlsLayer.beforeHandshake(refused)).isSameAs(refused);
  }

  @Test
  void refusesAnotherName() throws IOException {
    assertThat(fault(FULL, anchors(), null, AUTHORITY.issue("other.example.com")))
        .isEqualTo(Fault.TLS_HOSTNAME_MISMATCH);
  }

  @Test
  void sendsTheServerNameAndVerifiesIt() throws IOException {
    try (var server = TlsServer.start(AUTHORITY.issue("inner.example.com"))) {
      assertThat(fault(settings(FULL, anchors(), "inner.example.com"), server)).isNull();
      assertThat(server.requestedNames())
          .containsExactly("type=host_name (0), value=inner.example.com");
    }
  }

  @Test
  void rejectsTheHostIfAServerNameIsSet() throws IOException {
    assertThat(fault(FULL, anchors(), "inner.example.com", AUTHORITY.issue(HOST)))
        .isEqualTo(Fault.TLS_HOSTNAME_MISMATCH);
  }

  @Test
  void rejectsAnUnknownCa() throws IOException {
    var stranger = TestAuthority.create().issue(HOST);

    assertThat(fault(FULL, anchors(), null, stranger)).isEqualTo(Fault.TLS_UNTRUSTED);
    assertThat(fault(CA, anchors(), null, stranger)).isEqualTo(Fault.TLS_UNTRUSTED);
    assertThat(fault(FULL, List.of(), null, stranger)).isEqualTo(Fault.TLS_UNTRUSTED);
  }

  @Test
  void refusesCertificatesOfAnotherTime() throws IOException {
    var past = AUTHORITY.issue(HOST, Instant.parse("2020-06-01T00:00:00Z"));
    var future = AUTHORITY.issue(HOST, Instant.parse("2120-06-01T00:00:00Z"));

    assertThat(fault(FULL, anchors(), null, past)).isEqualTo(Fault.TLS_EXPIRED);
    assertThat(fault(FULL, anchors(), null, future)).isEqualTo(Fault.TLS_NOT_YET_VALID);
  }

  @Test
  void refusesAnExpiredCertificateThatIsItsOwnAnchor() throws IOException {
    var past = AUTHORITY.issue(HOST, Instant.parse("2020-06-01T00:00:00Z"));

    assertThat(fault(FULL, past.chain(), null, past)).isEqualTo(Fault.TLS_EXPIRED);
  }

  @Test
  void verifiesTheChainOnlyInModeCa() throws IOException {
    assertThat(fault(CA, anchors(), null, AUTHORITY.issue("other.example.com"))).isNull();
  }

  @Test
  void verifiesNothingInModeNone() throws IOException {
    var past = Instant.parse("2020-06-01T00:00:00Z");
    var stranger = TestAuthority.create().issue("other.example.com", past);

    assertThat(fault(NONE, anchors(), null, stranger)).isNull();
  }

  @Test
  void showsTheClientCertificate() throws IOException {
    var client = AUTHORITY.issue("client");
    var settings = TlsSettings.DEFAULT.withTrustAnchors(anchors()).withIdentity(client);
    try (var server = TlsServer.start(AUTHORITY.issue(HOST), AUTHORITY.certificate())) {
      assertThat(fault(settings, server)).isNull();
      assertThat(server.session().getPeerPrincipal()).hasToString("CN=client");
    }
  }

  @Test
  void offersNoOldProtocolAndNoWeakCipher() throws IOException {
    var layer = TlsLayer.of(settings(FULL, anchors(), null), HOST);
    try (var server = TlsServer.start(AUTHORITY.issue(HOST));
        var raw = server.connect();
        var socket = layer.connect(raw, raw.getPort(), shown -> {})) {
      server.session();
      assertThat(socket.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
      assertThat(socket.getEnabledCipherSuites())
          .isNotEmpty()
          .noneMatch(each -> each.matches(".*_(NULL|anon|EXPORT|RC4|DES|3DES|MD5)_.*"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsTheCertificateThatItAccepts(TlsVerification verification) throws IOException {
    var identity = AUTHORITY.issue(HOST);
    try (var server = TlsServer.start(identity);
        var raw = server.connect()) {
      var seen = new LinkedHashSet<X509Certificate>();
      TlsLayer.of(settings(verification, anchors(), null), HOST)
          .connect(raw, raw.getPort(), seen::add);
      server.session();

      assertThat(seen).containsExactly(identity.chain().get(0));
    }
  }

  @Test
  void showsTheCertificateOfEverySession() throws IOException {
    var tls = new TestTls();
    var layer = TlsLayer.of(tls.client(), HOST);
    try (var server = Mischief.start(tls.serving(Mischief.say("x")))) {
      for (int i = 0; i < 3; i++) {
        var seen = new LinkedHashSet<X509Certificate>();
        try (var raw = new Socket(server.address().getAddress(), server.port());
            var socket = layer.connect(raw, raw.getPort(), seen::add)) {
          // The ticket that lets the next session resume this one comes with the first data.
          socket.getOutputStream().write('?');
          assertThat(socket.getInputStream().read()).isEqualTo('x');
        }
        assertThat(seen).containsExactly(tls.certificate());
      }
    }
  }

  @Test
  void showsTheCertificateThatItRefuses() throws IOException {
    var stranger = TestAuthority.create().issue(HOST);
    var other = AUTHORITY.issue("other.example.com");
    var past = AUTHORITY.issue(HOST, Instant.parse("2020-06-01T00:00:00Z"));

    assertThat(shownWhenRefused(anchors(), stranger))
        .containsExactly(stranger.chain().get(0));
    assertThat(shownWhenRefused(anchors(), other)).containsExactly(other.chain().get(0));
    assertThat(shownWhenRefused(past.chain(), past))
        .containsExactly(past.chain().get(0));
  }

  private static Set<X509Certificate> shownWhenRefused(
      List<X509Certificate> anchors, ClientIdentity identity) throws IOException {
    try (var server = TlsServer.start(identity);
        var raw = server.connect()) {
      var seen = new LinkedHashSet<X509Certificate>();
      var layer = TlsLayer.of(settings(FULL, anchors, null), HOST);
      assertThatThrownBy(() -> layer.connect(raw, raw.getPort(), seen::add))
          .isInstanceOf(SSLException.class);
      return seen;
    }
  }

  @Test
  void recognizesTheTls12AlertForAMissingClientCertificate() throws IOException {
    var tls = new TestTls();
    try (var server = Mischief.start(tls.demandingWithTls12());
        var raw = new Socket(server.address().getAddress(), server.port())) {
      var layer = TlsLayer.of(tls.client(), HOST);

      assertThatThrownBy(() -> layer.connect(raw, raw.getPort(), shown -> {}))
          .hasMessage("Client certificate requested")
          .satisfies(each ->
              assertThat(FaultClassifier.classify(each)).isEqualTo(Fault.TLS_CLIENT_CERT_REQUIRED));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2020-06-01T00:00:00Z, TLS_CLIENT_CERT_EXPIRED",
    "2120-06-01T00:00:00Z, TLS_CLIENT_CERT_UNTRUSTED"
  })
  void knowsTheAlertOfTls12ForAClientCertificateThatIsRefused(Instant middle, Fault expected)
      throws IOException {
    var tls = new TestTls();
    try (var server = Mischief.start(tls.demandingWithTls12());
        // Reads the alert also where the server has closed while the client still writes.
        var raw = new BoundedSocket(Budget.of(Duration.ofSeconds(20)), 65_536)) {
      raw.connectTo(server.address());
      assertThat(fault(tls.client(tls.issue(middle)), raw)).isEqualTo(expected);
    }
  }

  @Test
  void namesAnExpiredClientCertificateWithoutAnAlert() throws IOException {
    var tls = new TestTls();
    var expired = tls.issue(Instant.parse("2020-06-01T00:00:00Z"));
    var foreign = TestAuthority.create().issue("client.example.com");
    try (var server = Mischief.start(tls.hangingUpWithTls12())) {
      try (var raw = new Socket(server.address().getAddress(), server.port())) {
        assertThat(fault(tls.client(expired), raw)).isEqualTo(Fault.TLS_CLIENT_CERT_EXPIRED);
      }
      try (var raw = new Socket(server.address().getAddress(), server.port())) {
        assertThat(fault(tls.client(foreign), raw)).isEqualTo(Fault.TLS_HANDSHAKE_FAILED);
      }
    }
  }

  @Test
  void ignoresTheRequestOfAnEarlierHandshake() throws IOException {
    HandshakeRecorder.request(HandshakeRecorder.Request.UNANSWERED);
    HandshakeRecorder.certificateShown(AUTHORITY.certificate());
    var seen = new LinkedHashSet<X509Certificate>();
    try (var server = Mischief.start(Mischief.say(new byte[] {21, 3, 3, 0, 2, 2, 40}));
        var raw = new Socket(server.address().getAddress(), server.port())) {
      var layer = TlsLayer.of(settings(FULL, anchors(), null), HOST);

      assertThatThrownBy(() -> layer.connect(raw, raw.getPort(), seen::add))
          .satisfies(each ->
              assertThat(FaultClassifier.classify(each)).isEqualTo(Fault.TLS_PROTOCOL_MISMATCH));
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void distinguishesAHandshakeTimeoutFromAReadTimeout() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var raw = new Socket(server.getInetAddress(), server.getLocalPort())) {
      raw.setSoTimeout(50);

      assertThat(fault(settings(FULL, anchors(), null), raw))
          .isEqualTo(Fault.TLS_HANDSHAKE_TIMEOUT);
    }
  }

  private static List<X509Certificate> anchors() {
    return List.of(AUTHORITY.certificate());
  }

  private static TlsSettings settings(
      TlsVerification verification, List<X509Certificate> anchors, @Nullable String serverName) {
    return TlsSettings.DEFAULT
        .withVerification(verification)
        .withTrustAnchors(anchors)
        .withServerName(serverName);
  }

  private static @Nullable Fault fault(
      TlsVerification verification,
      List<X509Certificate> anchors,
      @Nullable String serverName,
      ClientIdentity identity)
      throws IOException {
    try (var server = TlsServer.start(identity)) {
      return fault(settings(verification, anchors, serverName), server);
    }
  }

  private static @Nullable Fault fault(TlsSettings settings, TlsServer server) throws IOException {
    try (var raw = server.connect()) {
      Fault fault = fault(settings, raw);
      if (fault == null) {
        // TLS 1.3 ends earlier on this side; hanging up now could break off the other.
        server.session();
      }
      return fault;
    }
  }

  private static @Nullable Fault fault(TlsSettings settings, Socket raw) {
    try {
      TlsLayer.of(settings, HOST).connect(raw, raw.getPort(), shown -> {});
      return null;
    } catch (IOException e) {
      return FaultClassifier.classify(e);
    }
  }
}
