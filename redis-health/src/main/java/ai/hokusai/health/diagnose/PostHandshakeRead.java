package ai.hokusai.health.diagnose;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.TlsLayer;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake as the client's own, after which it listens. In TLS 1.3 a server refuses a client
 * certificate only then, and a client that writes meanwhile finds a broken pipe instead of the reason.
 */
final class PostHandshakeRead {

  private PostHandshakeRead() {}

  static @Nullable Fault fault(TlsLayer tls, Socket socket) throws IOException {
    try {
      int ignored =
          tls.connect(socket, socket.getPort(), shown -> {}).getInputStream().read();
      return null;
    } catch (SSLException e) {
      return tls.refusal(e);
    }
  }
}
