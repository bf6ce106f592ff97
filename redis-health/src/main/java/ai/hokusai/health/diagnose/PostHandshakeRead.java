package ai.hokusai.health.diagnose;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.TlsLayer;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake as that of the client, followed by a read. In TLS 1.3 a server rejects a client
 * certificate only then, and a client that writes at the same time receives a broken pipe instead
 * of the reason.
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
