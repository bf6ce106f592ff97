package ai.hokusai.health.connect;

import ai.hokusai.config.ClientIdentity;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A server on loopback that takes one TLS connection and remembers its session. */
final class TlsServer implements AutoCloseable {
  private final SSLServerSocket server;
  private final CompletableFuture<SSLSession> session = new CompletableFuture<>();

  private TlsServer(SSLServerSocket server) {
    this.server = server;
  }

  static TlsServer start(ClientIdentity identity, X509Certificate... clientAuthorities) {
    var settings = TlsSettings.DEFAULT
        .withVerification(TlsVerification.CA)
        .withTrustAnchors(List.of(clientAuthorities))
        .withIdentity(identity);
    try {
      var server = (SSLServerSocket) TlsMaterial.context(settings)
          .getServerSocketFactory()
          .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
      server.setNeedClientAuth(clientAuthorities.length > 0);
      var started = new TlsServer(server);
      var thread = new Thread(started::serve, "tls-server");
      thread.setDaemon(true);
      thread.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    try (var socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
      session.complete(socket.getSession());
      // Until the client has seen it through.
      int ignored = socket.getInputStream().read();
    } catch (IOException e) {
      session.completeExceptionally(e);
    }
  }

  Socket connect() {
    try {
      var socket = new Socket(server.getInetAddress(), server.getLocalPort());
      socket.setSoTimeout(5_000);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SSLSession session() {
    return session.join();
  }

  List<String> requestedNames() {
    return ((ExtendedSSLSession) session())
        .getRequestedServerNames().stream().map(Object::toString).toList();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
