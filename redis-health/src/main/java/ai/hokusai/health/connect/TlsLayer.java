package ai.hokusai.health.connect;

import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
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

  private TlsLayer(SSLSocketFactory sockets, TlsVerification verification, String serverName) {
    this.sockets = sockets;
    this.verification = verification;
    this.serverName = serverName;
  }

  static TlsLayer of(TlsSettings settings, String host) {
    String name = settings.serverName();
    return new TlsLayer(
        TlsMaterial.context(settings).getSocketFactory(),
        settings.verification(),
        name == null ? withoutZone(host) : name);
  }

  /**
   * Agrees on TLS at once, so that a failure here is told apart from one of a command.
   *
   * @param raw a connected socket, which is closed with the one returned
   * @param port the port that it is connected to
   * @return the socket above it, ready for data
   * @throws IOException where the two do not agree; the raw socket is left open
   */
  public Socket over(Socket raw, int port) throws IOException {
    // The name given here is what goes into SNI and what is verified, and no other is: with the
    // name
    // in SSLParameters alone, the JDK would be content with the host's name too.
    var socket = (SSLSocket) sockets.createSocket(raw, serverName, port, true);
    if (verification == TlsVerification.FULL) {
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    try {
      socket.startHandshake();
    } catch (SSLException e) {
      throw e;
    } catch (IOException e) {
      throw handshakeFailure(e);
    }
    if (verification != TlsVerification.NONE) {
      checkDates(socket);
    }
    return socket;
  }

  /** Catches what PKIX lets through: a certificate that is its own trust anchor and has expired. */
  private static void checkDates(SSLSocket socket) throws SSLException {
    var certificates = socket.getSession().getPeerCertificates();
    try {
      ((X509Certificate) certificates[0]).checkValidity();
    } catch (CertificateException e) {
      throw handshakeFailure(e);
    }
  }

  private static SSLException handshakeFailure(Exception cause) {
    var failure = new SSLHandshakeException("TLS handshake failed");
    failure.initCause(cause);
    return failure;
  }

  private static String withoutZone(String host) {
    int zone = host.indexOf('%');
    return zone < 0 ? host : host.substring(0, zone);
  }
}
