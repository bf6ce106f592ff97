package ai.hokusai.health.testing;

import ai.hokusai.config.ClientIdentity;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import ai.hokusai.health.testing.Mischief.Trick;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS for both ends of a test: one authority, one server certificate, and the client's settings. */
public final class TestTls {
  private static final String HOST = "redis.example.com";
  private static final char[] NO_PASSWORD = {};

  private final TestAuthority authority = TestAuthority.create();
  private final ClientIdentity identity;
  private final SSLContext server;

  /** With a certificate of the server from yesterday until tomorrow. */
  public TestTls() {
    this(Instant.now());
  }

  /** With a certificate of the server from a day before an instant until a day after. */
  public TestTls(Instant middle) {
    this.identity = authority.issue(HOST, middle);
    this.server = server(identity, authority.certificate());
  }

  /** What the server shows. */
  public X509Certificate certificate() {
    return identity.chain().get(0);
  }

  /** A client that verifies the server and shows no certificate. */
  public TlsSettings client() {
    return TlsSettings.DEFAULT
        .withTrustAnchors(List.of(authority.certificate()))
        .withServerName(HOST);
  }

  /** A client that verifies the server and shows a certificate where the server requests one. */
  public TlsSettings client(ClientIdentity shown) {
    return TlsSettings.DEFAULT
        .withTrustAnchors(List.of(authority.certificate()))
        .withIdentity(shown)
        .withServerName(HOST);
  }

  /** A certificate of the authority that the server trusts, from a day before an instant until a day after. */
  public ClientIdentity issue(Instant middle) {
    return authority.issue("client.example.com", middle);
  }

  /** A client that trusts the server's own certificate and nothing else. */
  public TlsSettings pinningClient() {
    return TlsSettings.DEFAULT.withTrustAnchors(List.of(certificate())).withServerName(HOST);
  }

  /** A client that verifies nothing. */
  public TlsSettings trustingClient() {
    return TlsSettings.DEFAULT.withVerification(TlsVerification.NONE).withServerName(HOST);
  }

  /** Shakes hands with anybody, then goes on. */
  public Trick serving(Trick next) {
    return Mischief.afterHandshake(server, next);
  }

  /** Shakes hands and demands a certificate, then goes on. */
  public Trick demanding(Trick next) {
    return Mischief.afterHandshake(server, null, next);
  }

  /** Shakes hands with one version of TLS and demands a certificate, then goes on. */
  public Trick demanding(String version, Trick next) {
    return Mischief.afterHandshake(server, version, next);
  }

  /** Shakes hands as OpenSSL does with TLS 1.2, and demands a certificate. */
  public Trick demandingWithTls12() {
    return demandingWithTls12(false);
  }

  /** Shakes hands with TLS 1.2, demands a certificate, and closes without an alert where it refuses it. */
  public Trick hangingUpWithTls12() {
    return demandingWithTls12(true);
  }

  private Trick demandingWithTls12(boolean areAlertsLost) {
    return (mischief, client, in) -> Mischief.afterHandshake(server, "TLSv1.2", Mischief.hangUp())
        .play(mischief, new OpenSslAlerts(client, areAlertsLost), in);
  }

  private static SSLContext server(ClientIdentity identity, X509Certificate anchor) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
      store.setCertificateEntry("anchor", anchor);
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, NO_PASSWORD);
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
