package ai.hokusai.health.connect;

import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS over a connected socket, with one context for all connections so that sessions resume. Any
 * thread may use it.
 */
public final class TlsLayer {
  private final SSLSocketFactory sockets;
  private final TlsVerification verification;
  private final String serverName;

  private TlsLayer(TlsSettings settings, String serverName) {
    this.sockets = TlsMaterial.context(settings).getSocketFactory();
    this.verification = settings.verification();
    this.serverName = serverName;
  }

  static TlsLayer of(TlsSettings settings, String host) {
    String name = settings.serverName();
    return new TlsLayer(settings, name == null ? withoutZone(host) : name);
  }

  /**
   * Agrees on TLS at once, so that a failure here is told apart from one of a command.
   *
   * @param raw a connected socket, which is closed with the one returned
   * @param port the port that it is connected to
   * @param onCertificate who is shown the server's certificate, before it may be refused
   * @return the socket above it, ready for data
   * @throws IOException where the two do not agree; the raw socket is left open
   */
  public Socket over(Socket raw, int port, Consumer<X509Certificate> onCertificate)
      throws IOException {
    // The name given here is what goes into SNI and what is verified, and no other is: with the
    // name in SSLParameters alone, the JDK would be content with the host's name too.
    var socket = (SSLSocket) sockets.createSocket(raw, serverName, port, true);
    if (verification == TlsVerification.FULL) {
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    shakeHands(socket, onCertificate);
    X509Certificate certificate = certificateOf(socket);
    onCertificate.accept(certificate);
    if (verification != TlsVerification.NONE) {
      checkDates(certificate);
    }
    return socket;
  }

  private void shakeHands(SSLSocket socket, Consumer<X509Certificate> onCertificate)
      throws IOException {
    HandshakeNotes.clear();
    try {
      socket.startHandshake();
    } catch (IOException e) {
      throw named(e);
    } finally {
      X509Certificate shown = HandshakeNotes.shown();
      if (shown != null) {
        onCertificate.accept(shown);
      }
      HandshakeNotes.clear();
    }
  }

  private static SSLException named(IOException failure) {
    if (HandshakeNotes.isRequestUnanswered() && isRefusal(failure)) {
      return handshakeFailure("Client certificate requested", failure);
    }
    return failure instanceof SSLException known
        ? known
        : handshakeFailure("TLS handshake failed", failure);
  }

  /**
   * Whether a server took offence at what came last: TLS 1.2 has no alert of its own for a missing
   * certificate, and who is still writing may find the connection closed before the alert is read.
   */
  private static boolean isRefusal(IOException failure) {
    return String.valueOf(failure.getMessage()).contains("Received fatal alert: handshake_failure")
        || failure instanceof SocketException
        || failure.getCause() instanceof SocketException
        || failure.getCause() instanceof EOFException;
  }

  private static X509Certificate certificateOf(SSLSocket socket) throws SSLException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  /** Catches what PKIX lets through: a certificate that is its own trust anchor and has expired. */
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
