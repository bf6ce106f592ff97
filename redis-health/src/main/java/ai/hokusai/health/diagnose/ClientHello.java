package ai.hokusai.health.diagnose;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.AcceptAllTrustManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake after which nothing is sent. A certificate or a TLS alert proves that the server
 * has TLS. Silence proves nothing: a plaintext Redis waits for CRLF, and a hung server never
 * answers.
 */
final class ClientHello {
  // What the JDK writes before the name of an alert that the other side sent; newer ones begin
  // with that name.
  private static final String ALERT = "Received fatal alert: ";

  private ClientHello() {}

  static @Nullable Fault fault(Socket socket) {
    var isShown = new AtomicBoolean();
    var recorder = new AcceptAllTrustManager(() -> isShown.set(true));
    try {
      overTls(socket, recorder).startHandshake();
    } catch (SSLException e) {
      if (String.valueOf(e.getMessage()).contains(ALERT)) {
        return Fault.TLS_REQUIRED_BY_SERVER;
      }
    } catch (IOException e) {
      // Timed out or closed; a certificate may have arrived before.
    }
    return isShown.get() ? Fault.TLS_REQUIRED_BY_SERVER : null;
  }

  private static SSLSocket overTls(Socket socket, TrustManager recorder) throws IOException {
    var peer = (InetSocketAddress) socket.getRemoteSocketAddress();
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {recorder}, null);
      // The name that was looked up goes into SNI; an address has none.
      return (SSLSocket) context
          .getSocketFactory()
          .createSocket(socket, peer.getHostString(), peer.getPort(), false);
    } catch (GeneralSecurityException e) {
      throw new IOException("this JVM has no TLS", e);
    }
  }
}
