package ai.hokusai.health.connect;

import ai.hokusai.config.ClientIdentity;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.classify.FaultException;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS over a connected socket, with one context for all connections so that sessions resume. Any
 * thread may use it.
 */
public final class TlsLayer {
  private static final Set<Fault> OF_CLIENT_CERTIFICATE = EnumSet.of(
      Fault.TLS_CLIENT_CERT_REQUIRED,
      Fault.TLS_CLIENT_CERT_EXPIRED,
      Fault.TLS_CLIENT_CERT_UNTRUSTED);

  private final SSLSocketFactory sockets;
  private final TlsVerification verification;
  /** The name for SNI, which the certificate must be valid for. */
  private final String serverName;
  /** The address of a node, for which the certificate may be valid instead; null for none. */
  private final @Nullable String address;

  private final @Nullable X509Certificate clientCertificate;

  private TlsLayer(TlsSettings settings, String serverName) {
    this.sockets = TlsMaterial.context(settings).getSocketFactory();
    this.verification = settings.verification();
    this.serverName = serverName;
    this.address = null;
    ClientIdentity identity = settings.identity();
    this.clientCertificate = identity == null ? null : identity.chain().get(0);
  }

  private TlsLayer(TlsLayer other, String serverName, @Nullable String address) {
    this.sockets = other.sockets;
    this.verification = other.verification;
    this.clientCertificate = other.clientCertificate;
    this.serverName = serverName;
    this.address = address;
  }

  static TlsLayer of(TlsSettings settings, String host) {
    String name = settings.serverName();
    return new TlsLayer(settings, name == null ? withoutZone(host) : name);
  }

  /**
   * The layer for a node that a server announces, with the same context. The certificate of a node
   * that is announced by name must be valid for that name; that of a node announced by address, for
   * the address or for the configured name.
   */
  // Many operators give their nodes one certificate for the name of the service, and announce
  // addresses; see node-redis#2903 and OpenCTI#17694 for both kinds.
  TlsLayer at(String socketHost) {
    return NameLookup.isAddress(socketHost)
        ? new TlsLayer(this, serverName, withoutZone(socketHost))
        : new TlsLayer(this, socketHost, null);
  }

  /** The client certificate, null for none. */
  @Nullable
  X509Certificate clientCertificate() {
    return clientCertificate;
  }

  /**
   * Handshakes eagerly, so that a failed handshake is not mistaken for a failed command.
   *
   * @param raw a connected socket, which is closed with the one returned
   * @param port the port that it is connected to
   * @param onCertificate receives the certificate of the server, before it may be rejected
   * @return the socket above it, ready for data
   * @throws IOException where the handshake fails; the raw socket is left open
   */
  public SSLSocket connect(Socket raw, int port, Consumer<X509Certificate> onCertificate)
      throws IOException {
    // The name given here is what goes into SNI and what is verified, and no other is: with the
    // name in SSLParameters alone, the JDK would accept the host's name too.
    var socket = (SSLSocket) sockets.createSocket(raw, serverName, port, true);
    if (verification == TlsVerification.FULL) {
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    handshake(socket, onCertificate);
    X509Certificate certificate = certificateOf(socket);
    onCertificate.accept(certificate);
    if (verification != TlsVerification.NONE) {
      checkDates(certificate);
    }
    return socket;
  }

  private void handshake(SSLSocket socket, Consumer<X509Certificate> onCertificate)
      throws IOException {
    HandshakeRecorder.clear();
    HandshakeRecorder.accept(address);
    try {
      socket.startHandshake();
    } catch (IOException e) {
      throw handshakeFailed(e);
    } finally {
      X509Certificate shown = HandshakeRecorder.shown();
      if (shown != null) {
        onCertificate.accept(shown);
      }
      HandshakeRecorder.clear();
    }
  }

  /**
   * A failure to connect where TLS would follow. A server that resets new connections does so
   * before the handshake or during it, by chance; both are a failed handshake.
   */
  static IOException beforeHandshake(IOException failure) {
    return FaultClassifier.classify(failure) == Fault.CONNECTION_CLOSED
        ? handshakeFailure("TLS handshake failed", failure)
        : failure;
  }

  private SSLException handshakeFailed(IOException failure) {
    if (isRefusal(failure)) {
      return named(handshakeFailure("Client certificate requested", failure));
    }
    return named(
        failure instanceof SSLException known
            ? known
            : handshakeFailure("TLS handshake failed", failure));
  }

  /**
   * Returns true if the server refuses the answer to its request for a certificate. TLS 1.2 has no
   * alert of its own for a missing one, and a connection that is closed may lose the alert.
   */
  private boolean isRefusal(IOException failure) {
    return switch (HandshakeRecorder.request()) {
      case NONE -> false;
      case ANSWERED -> isAlert(failure) || (isClientCertificateExpired() && isEnd(failure));
      case UNANSWERED -> isAlert(failure) || isEnd(failure);
    };
  }

  private static boolean isAlert(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("Received fatal alert: handshake_failure");
  }

  private static boolean isEnd(IOException failure) {
    return failure instanceof SocketException
        || failure.getCause() instanceof SocketException
        || failure.getCause() instanceof EOFException;
  }

  /**
   * Adds to a failure what it shows of the client certificate, which an alert alone does not: a
   * server may send the same one for a certificate that is missing, expired or untrusted.
   */
  <T extends Exception> T named(T failure) {
    Fault refusal = refusal(failure);
    if (refusal != null) {
      failure.addSuppressed(new FaultException(refusal));
    }
    return failure;
  }

  /**
   * The reason why the server refuses the client certificate, or that it requires one.
   *
   * @param failure an exception of the handshake or of the first read after it
   * @return the fault, null where the failure has another cause
   */
  public @Nullable Fault refusal(Throwable failure) {
    Fault fault = FaultClassifier.classify(failure);
    if (!OF_CLIENT_CERTIFICATE.contains(fault)) {
      return null;
    }
    if (clientCertificate == null) {
      return Fault.TLS_CLIENT_CERT_REQUIRED;
    }
    return fault == Fault.TLS_CLIENT_CERT_EXPIRED || isClientCertificateExpired()
        ? Fault.TLS_CLIENT_CERT_EXPIRED
        : Fault.TLS_CLIENT_CERT_UNTRUSTED;
  }

  private boolean isClientCertificateExpired() {
    return clientCertificate != null
        && clientCertificate.getNotAfter().toInstant().isBefore(Instant.now());
  }

  private static X509Certificate certificateOf(SSLSocket socket) throws SSLException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  /** Rejects an expired certificate that is its own trust anchor, which PKIX accepts. */
  private static void checkDates(X509Certificate certificate) throws SSLException {
    try {
      certificate.checkValidity();
    } catch (CertificateException e) {
      throw handshakeFailure("TLS handshake failed", e);
    }
  }

  private static SSLException handshakeFailure(String text, Exception cause) {
    var failure = new SSLHandshakeException(text);
    failure.initCause(cause);
    return failure;
  }

  private static String withoutZone(String host) {
    int zone = host.indexOf('%');
    return zone < 0 ? host : host.substring(0, zone);
  }
}
